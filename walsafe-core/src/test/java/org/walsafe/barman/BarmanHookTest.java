package org.walsafe.barman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.barman.BarmanHook.WhenUnreachable;
import org.walsafe.codec.WalCodec;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.FaultyHost;
import org.walsafe.tck.FaultyMarkerStore;
import org.walsafe.tck.WalSamples;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class BarmanHookTest {

    private static final Instant NOW = Instant.parse("2026-11-20T19:33:29.123456Z");
    private static final SystemIdentifier CLUSTER = WalSamples.systemIdentifier(PostgresMajor.V15);
    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000003");
    private static final byte[] CONTENT =
            WalSamples.segments(PostgresMajor.V15).findFirst().orElseThrow().bytes();
    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");

    @TempDir
    Path server;

    private final FaultyHost host = new FaultyHost(new LocalHost());
    private final FaultyMarkerStore store = new FaultyMarkerStore(new InMemoryMarkerStore());
    private final WalSafeRegistry registry = new MarkerRegistry(store);

    @BeforeEach
    void sayWhoseTheArchiveIs() throws IOException {
        Files.writeString(server.resolve("identity.json"), "{\"systemid\": \"" + CLUSTER + "\", \"version\": \"15\"}");
    }

    @ParameterizedTest
    @EnumSource
    void confirmsWhatBarmanArchived(WalCodec codec) throws IOException {
        archive(SEGMENT, encoded(codec, CONTENT));

        HookOutcome outcome = run(SEGMENT, "");

        assertThat(outcome.exit()).isEqualTo(HookExit.DONE);
        assertThat(outcome.message()).isEqualTo(SEGMENT + " is confirmed");
        assertThat(evidence(SEGMENT))
                .isEqualTo(Evidence.NONE
                        .withKind(EvidenceKind.ARCHIVED)
                        .withSystemIdentifier(CLUSTER)
                        .withSize(CONTENT.length)
                        .withSha256(Sha256.of(CONTENT))
                        .withConfirmer("barman:pg@backup1", Instant.parse("2026-11-20T19:33:29Z")));
    }

    @Test
    void confirmsAnIdenticalDuplicateOnceMore() throws IOException {
        archive(SEGMENT, CONTENT);
        run(SEGMENT, "");

        HookOutcome outcome = run(SEGMENT, "MatchingDuplicateWalFile:WalFileInfo(…)");

        assertThat(outcome.exit()).isEqualTo(HookExit.DONE);
        assertThat(outcome.message()).isEqualTo(SEGMENT + " was confirmed before");
    }

    /** Barman flushes what it archives now, but not what it finds. */
    @Test
    void flushesAnIdenticalDuplicateOnly() throws IOException {
        archive(SEGMENT, CONTENT);
        int reads = 2; // of the file, and of the identity
        host.failAfter(reads);
        assertThat(run(SEGMENT, "").exit()).isEqualTo(HookExit.DONE);

        host.failAfter(reads);
        assertThat(run(SEGMENT, "MatchingDuplicateWalFile:WalFileInfo(…)")).isInstanceOf(HookOutcome.Unreachable.class);
    }

    @Test
    void confirmsNothingOfADifferingDuplicate() throws IOException {
        archive(SEGMENT, CONTENT);

        HookOutcome outcome = run(SEGMENT, "DuplicateWalFile:WalFileInfo(…)");

        assertThat(outcome).isInstanceOf(HookOutcome.Conflicting.class);
        assertThat(outcome.exit()).isEqualTo(HookExit.GIVE_UP);
        assertThat(outcome.message()).contains("errors directory");
        assertNotConfirmed(SEGMENT);
    }

    @Test
    void reportsAConfirmationOfOtherContentAsAConflict() throws IOException {
        archive(SEGMENT, CONTENT);
        registry.confirm(Confirmation.attested(SEGMENT, Evidence.NONE.withSha256(Sha256.of(new byte[0]))));

        HookOutcome outcome = run(SEGMENT, "");

        assertThat(outcome).isInstanceOf(HookOutcome.Conflicting.class);
        assertThat(outcome.exit()).isEqualTo(HookExit.GIVE_UP);
    }

    @Test
    void confirmsNothingThatBarmanCouldNotArchive() {
        HookOutcome outcome = run(SEGMENT, "[Errno 13] Permission denied: 'x'");

        assertThat(outcome).isInstanceOf(HookOutcome.NotArchived.class);
        assertThat(outcome.exit()).isEqualTo(HookExit.GIVE_UP);
        assertThat(outcome.message()).contains("[Errno 13] Permission denied");
        assertNotConfirmed(SEGMENT);
    }

    @Test
    void confirmsNothingThatIsNotThere() {
        HookOutcome outcome = run(SEGMENT, "");

        assertThat(outcome).isInstanceOf(HookOutcome.NotArchived.class);
        assertThat(outcome.message()).contains("is not there, though Barman says that it archived " + SEGMENT);
        assertNotConfirmed(SEGMENT);
    }

    @Test
    void confirmsNoFileOfAnotherCluster() throws IOException {
        byte[] foreign = WalSamples.segments(PostgresMajor.V14)
                .filter(sample -> sample.name().equals(SEGMENT))
                .findFirst()
                .orElseThrow()
                .bytes();
        archive(SEGMENT, foreign);

        assertUnsound(SEGMENT, "it belongs to the cluster " + WalSamples.systemIdentifier(PostgresMajor.V14));
    }

    @Test
    void confirmsNoFileUnderAnotherName() throws IOException {
        WalFileName next = WalFileName.parse("000000010000000000000004");
        archive(next, CONTENT);

        assertUnsound(next, "its first page is that of LSN");
    }

    @Test
    void confirmsNoTwoByteFileNoEmptyOneAndNoShortOne() throws IOException {
        archive(SEGMENT, new byte[] {'X', 'X'});
        assertUnsound(SEGMENT, SEGMENT.text());

        archive(SEGMENT, new byte[0]);
        assertUnsound(SEGMENT, SEGMENT.text());

        archive(SEGMENT, Arrays.copyOf(CONTENT, CONTENT.length - 1));
        assertUnsound(SEGMENT, "the file has 16777215 bytes");

        archive(SEGMENT, new byte[CONTENT.length]);
        assertUnsound(SEGMENT, SEGMENT.text());
    }

    @Test
    void confirmsNoDamagedCompressedFile() throws IOException {
        byte[] gzip = encoded(WalCodec.GZIP, CONTENT);
        archive(SEGMENT, Arrays.copyOf(gzip, gzip.length - 1));

        assertUnsound(SEGMENT, "is no intact gzip file");
    }

    @Test
    void confirmsNoEncryptedFile() throws IOException {
        archive(SEGMENT, new byte[] {(byte) 0x84, 0x5e, 0x03, 0, 0, 0});

        assertUnsound(SEGMENT, "is encrypted with GnuPG");
    }

    @Test
    void confirmsATimelineHistoryThatIsOne() throws IOException {
        byte[] history =
                WalSamples.timelineHistories().findFirst().orElseThrow().bytes();
        archive(HISTORY, history);

        assertThat(run(HISTORY, "").exit()).isEqualTo(HookExit.DONE);
        assertThat(evidence(HISTORY).size()).hasValue(history.length);
        assertThat(evidence(HISTORY).systemIdentifier()).isEmpty();
    }

    @Test
    void confirmsNoTimelineHistoryThatIsNone() throws IOException {
        archive(HISTORY, new byte[0]);
        assertUnsound(HISTORY, "is no history of its timeline");

        archive(HISTORY, new byte[2 << 20]);
        assertUnsound(HISTORY, "holds more than the 1048576 bytes allowed");
    }

    @Test
    void confirmsABackupHistoryUnlessItIsEmpty() throws IOException {
        WalFileName name = WalFileName.parse("000000010000000000000003.00000028.backup");
        archive(name, "START WAL LOCATION: …".getBytes(UTF_8));
        assertThat(run(name, "").exit()).isEqualTo(HookExit.DONE);

        WalFileName other = WalFileName.parse("000000010000000000000004.00000028.backup");
        archive(other, new byte[0]);
        assertUnsound(other, "is empty");
    }

    @Test
    void confirmsAPartialSegmentUnderItsOwnName() throws IOException {
        WalFileName partial = WalFileName.parse(SEGMENT + ".partial");
        archive(partial, CONTENT);

        assertThat(run(partial, "").exit()).isEqualTo(HookExit.DONE);
        assertThat(evidence(partial).systemIdentifier()).contains(CLUSTER);
        assertNotConfirmed(SEGMENT);
    }

    @Test
    void comparesNoClusterBeforeBarmanKnowsIt() throws IOException {
        Files.delete(server.resolve("identity.json"));
        archive(SEGMENT, CONTENT);

        assertThat(run(SEGMENT, "").exit()).isEqualTo(HookExit.DONE);
        assertThat(evidence(SEGMENT).systemIdentifier()).contains(CLUSTER);
    }

    @Test
    void doesNotTakeADamagedIdentityForNone() throws IOException {
        Files.writeString(server.resolve("identity.json"), "{");
        archive(SEGMENT, CONTENT);

        assertThat(run(SEGMENT, "").exit()).isEqualTo(HookExit.RETRY);
        assertNotConfirmed(SEGMENT);
    }

    @ParameterizedTest
    @EnumSource
    void tellsBarmanWhatItWasToldWhereTheRegistryCannotBeReached(WhenUnreachable told) throws IOException {
        archive(SEGMENT, CONTENT);
        store.failAfter(0);

        HookOutcome outcome = run(SEGMENT, "", told);

        assertThat(outcome).isInstanceOf(HookOutcome.Unreachable.class);
        assertThat(outcome.exit()).isEqualTo(told == WhenUnreachable.RETRY ? HookExit.RETRY : HookExit.GIVE_UP);
    }

    @ParameterizedTest
    @EnumSource
    void tellsBarmanWhatItWasToldWhereTheArchiveCannotBeRead(WhenUnreachable told) throws IOException {
        archive(SEGMENT, CONTENT);
        host.failAfter(0);

        HookOutcome outcome = run(SEGMENT, "", told);

        assertThat(outcome).isInstanceOf(HookOutcome.Unreachable.class);
        assertThat(outcome.exit()).isEqualTo(told == WhenUnreachable.RETRY ? HookExit.RETRY : HookExit.GIVE_UP);
        assertNotConfirmed(SEGMENT);
    }

    @Test
    void followsNoSymbolicLink() throws IOException {
        archive(SEGMENT, CONTENT);
        Path file = server.resolve("wals/0000000100000000/" + SEGMENT);
        Files.createSymbolicLink(file, Files.move(file, server.resolve("moved")));

        assertThat(run(SEGMENT, "")).isInstanceOf(HookOutcome.Unreachable.class);
    }

    @Test
    void refusesToActElsewhereInTheConfiguration() throws IOException {
        archive(SEGMENT, CONTENT);
        Map<String, String> environment = environment(SEGMENT, "");
        environment.put("BARMAN_HOOK", "archive_script");
        environment.put("BARMAN_RETRY", "0");

        HookOutcome outcome = hook(WhenUnreachable.RETRY).run(environment);

        assertThat(BarmanHook.mayConfirm(environment)).isFalse();
        assertThat(BarmanHook.mayConfirm(environment(SEGMENT, ""))).isTrue();
        assertThat(outcome).isInstanceOf(HookOutcome.Misused.class);
        assertThat(outcome.exit()).isEqualTo(HookExit.GIVE_UP);
        assertNotConfirmed(SEGMENT);
    }

    @Test
    void hasTheExitCodesThatBarmanKnows() {
        assertThat(HookExit.DONE.code()).isZero();
        assertThat(HookExit.RETRY.code()).isNotIn(0, 62, 63);
        assertThat(HookExit.GIVE_UP.code()).isEqualTo(62);
    }

    private void assertUnsound(WalFileName file, String reason) {
        HookOutcome outcome = run(file, "");
        assertThat(outcome).isInstanceOf(HookOutcome.Unsound.class);
        assertThat(outcome.exit()).isEqualTo(HookExit.GIVE_UP);
        assertThat(outcome.message()).contains(reason).contains(file.text());
        assertNotConfirmed(file);
    }

    private void assertNotConfirmed(WalFileName file) {
        store.failAfter(Long.MAX_VALUE);
        assertThat(registry.lookup(file)).isEqualTo(new Lookup.NotConfirmed());
    }

    private Evidence evidence(WalFileName file) {
        return ((Lookup.Confirmed) registry.lookup(file))
                .confirmation()
                .evidence()
                .orElseThrow();
    }

    private HookOutcome run(WalFileName file, String error) {
        return run(file, error, WhenUnreachable.RETRY);
    }

    private HookOutcome run(WalFileName file, String error, WhenUnreachable whenUnreachable) {
        return hook(whenUnreachable).run(environment(file, error));
    }

    private BarmanHook hook(WhenUnreachable whenUnreachable) {
        return new BarmanHook(host, registry, "backup1", InstantSource.fixed(NOW), whenUnreachable);
    }

    private Map<String, String> environment(WalFileName file, String error) {
        return new TreeMap<>(Map.of(
                "BARMAN_HOOK", "archive_retry_script",
                "BARMAN_PHASE", "post",
                "BARMAN_RETRY", "1",
                "BARMAN_SERVER", "pg",
                "BARMAN_SEGMENT", file.text(),
                "BARMAN_FILE", path(file).toString(),
                "BARMAN_ERROR", error));
    }

    private Path path(WalFileName file) {
        Path wals = server.resolve("wals");
        return CatalogueLayout.hashDirectory(file)
                .map(wals::resolve)
                .orElse(wals)
                .resolve(file.text());
    }

    private void archive(WalFileName file, byte[] stored) throws IOException {
        Files.createDirectories(path(file).getParent());
        Files.write(path(file), stored);
    }

    private static byte[] encoded(WalCodec codec, byte[] content) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream encoder = codec.encode(stored, codec.levels().low())) {
            encoder.write(content);
        }
        return stored.toByteArray();
    }
}
