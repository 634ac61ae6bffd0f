package org.walsafe.barman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.barman.BarmanHook.WhenUnreachable;
import org.walsafe.codec.WalCodec;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.tck.WalFixtures;
import org.walsafe.tck.WalSamples;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** The hook in shell against that of the library; the registry is in a directory here. */
@RequiresRealPart({"dash", "bash", "busybox", "bzip2", "sha256sum", "shellcheck"})
class DirectHookScriptTest {

    private static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");
    private static final SystemIdentifier OURS = SystemIdentifier.parse("17361234567890123456");
    private static final SystemIdentifier OTHERS = SystemIdentifier.parse("7361234567890123457");
    private static final List<String> SHELL_HERE = List.of("/bin/sh", "-s");
    private static final int ASKED = 9;

    @TempDir
    Path root;

    private Path server = Path.of("");
    private Path registry = Path.of("");
    private byte[] content = new byte[0];
    private final Map<String, String> variables = new HashMap<>();

    static Stream<List<String>> shells() {
        return Stream.of(
                List.of(RealParts.path("dash").toString()),
                List.of(RealParts.path("bash").toString(), "--posix"),
                List.of(RealParts.path("busybox").toString(), "sh"));
    }

    @BeforeEach
    void archive() throws IOException {
        server = Files.createDirectories(root.resolve("it's $(a) \"home\"/main"));
        registry = Files.createDirectory(
                root.resolve("it's $(a) \"safe\"  directory @walsafe@ 100%"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        content = WalFixtures.segment(SEGMENT, OURS, PostgresMajor.V15, SegmentSize.SMALLEST);
        write(SEGMENT.text(), content);
        sayWhoseItIs(OURS);
        variables.putAll(Map.of(
                "BARMAN_HOOK", "archive_retry_script",
                "BARMAN_PHASE", "post",
                "BARMAN_RETRY", "1",
                "BARMAN_ERROR", "",
                "BARMAN_SERVER", "main"));
    }

    // ---- What it confirms ----

    @ParameterizedTest
    @MethodSource("shells")
    void writesTheMarkerThatTheLibraryWrites(List<String> shell) throws Exception {
        for (WalCodec codec : List.of(WalCodec.NONE, WalCodec.GZIP, WalCodec.BZIP2)) {
            write(SEGMENT.text(), encoded(codec));
            assertThat(run(shell)).isEqualTo(new Answer(0, SEGMENT + " is confirmed\n"));
            assertThat(names()).containsExactly(SEGMENT + ".done");
            assertThat(Files.getPosixFilePermissions(marker())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            String ofScript = Files.readString(marker());
            Files.delete(marker());

            assertThat(library()).isInstanceOf(HookOutcome.Confirmed.class);
            assertThat(withoutTime(ofScript)).isEqualTo(withoutTime(Files.readString(marker())));
            Files.delete(marker());
        }
    }

    @Test
    void itsMarkerIsOfNow() throws Exception {
        long before = System.currentTimeMillis() / 1000;
        run(dash());

        String time = Files.readString(marker()).strip().replaceFirst("(?s).*confirmed_at=", "");
        assertThat(Instant.parse(time).getEpochSecond()).isBetween(before, System.currentTimeMillis() / 1000);
    }

    static Stream<WalSamples.Sample> samples() {
        return WalSamples.segments().filter(sample -> sample.major().isAtLeast(PostgresMajor.V9_3));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsTheSegmentsOfEveryVersion(WalSamples.Sample sample) throws Exception {
        sayWhoseItIs(WalSamples.systemIdentifier(sample.major()));
        write(sample.name().text(), sample.bytes());

        assertThat(run(dash()).status()).isZero();
        assertThat(names()).containsExactly(sample.name() + ".done");
    }

    @Test
    void needsNoIdentityOfTheCluster() throws Exception {
        Files.delete(server.resolve("identity.json"));
        assertThat(run(dash()).status()).isZero();
    }

    @Test
    void readsTheIdentityAsBarmanWritesIt() throws Exception {
        Files.writeString(
                server.resolve("identity.json"), "{\n    \"systemid\": \"" + OURS + "\",\n    \"version\": \"15\"\n}");
        assertThat(run(dash()).status()).isZero();
    }

    @Test
    void findsTheDirectoryBelowTheHomeThere() throws Exception {
        DirectHookScript script =
                new DirectHookScript(SHELL_HERE, "~/" + registry.getFileName() + "/", program(), List.of("hook"));
        variables.put("HOME", root.toString());

        assertThat(run(dash(), script).status()).isZero();
        assertThat(marker()).exists();
    }

    /** Bit by bit: whatever a header says, script and library believe it or not. */
    @Test
    void believesOfAHeaderWhatTheLibraryBelieves() throws Exception {
        for (int bit = 0; bit < 8 * SegmentHeader.MINIMUM_BYTES; bit += 7) {
            byte[] header = content.clone();
            header[bit / 8] ^= (byte) (1 << (bit % 8));
            write(SEGMENT.text(), header);

            boolean confirmed = run(dash()).status() == 0;

            assertThat(confirmed).as("with bit %s changed", bit).isEqualTo(Files.exists(marker()));
            Files.deleteIfExists(marker());
            assertThat(library() instanceof HookOutcome.Confirmed)
                    .as("with bit %s changed", bit)
                    .isEqualTo(confirmed);
            Files.deleteIfExists(marker());
        }
    }

    // ---- What it leaves to the program ----

    @ParameterizedTest
    @MethodSource("shells")
    void leavesToTheProgramWhatBarmanSaysButOnce(List<String> shell) throws Exception {
        for (Map.Entry<String, String> other : List.of(
                Map.entry("BARMAN_HOOK", "archive_script"),
                Map.entry("BARMAN_PHASE", "pre"),
                Map.entry("BARMAN_RETRY", "0"),
                Map.entry("BARMAN_ERROR", "MatchingDuplicateWalFile:WalFileInfo(…)"),
                Map.entry("BARMAN_ERROR", "DuplicateWalFile:WalFileInfo(…)"),
                Map.entry("BARMAN_ERROR", "[Errno 13] Permission denied"),
                Map.entry("BARMAN_SERVER", ""),
                Map.entry("BARMAN_SERVER", "it's"),
                Map.entry("BARMAN_SERVER", "x".repeat(300)),
                Map.entry("BARMAN_SEGMENT", ""),
                Map.entry("BARMAN_FILE", ""),
                Map.entry("BARMAN_FILE", "/"),
                Map.entry("BARMAN_FILE", server + "/wals/../wals/0000000100000000/" + SEGMENT),
                Map.entry("BARMAN_FILE", server + "//wals/0000000100000000/" + SEGMENT),
                Map.entry("BARMAN_FILE", server + "/wals/0000000100000000/" + SEGMENT + "0"))) {
            Map<String, String> changed = new HashMap<>(variables);
            changed.put(other.getKey(), other.getValue());

            assertAsked(run(shell, script(), changed), other);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000002.history",
                "0000000100000000000000A1.partial",
                "0000000100000000000000A1.00000028.backup",
                "0000000000000000000000A1",
                "0000000100000000000000a1",
            })
    void leavesToTheProgramWhatIsNoSegment(String name) throws Exception {
        write(name, content);
        assertAsked(run(dash()), name);
    }

    @ParameterizedTest
    @MethodSource("org.walsafe.tck.HostileInput#names")
    void leavesToTheProgramWhatHasNoName(String name) throws Exception {
        variables.put("BARMAN_SEGMENT", name);
        variables.put("BARMAN_FILE", server + "/wals/0000000100000000/" + name);
        assertAsked(run(dash()), name);
        assertThat(root.resolve("owned")).doesNotExist();
    }

    @ParameterizedTest
    @MethodSource("shells")
    void leavesToTheProgramWhatDoesNotHoldWhatItsNameSays(List<String> shell) throws Exception {
        SegmentName other = SegmentName.parse("0000000100000000000000A2");
        SegmentName beyond = SegmentName.parse("000000010000000000001000");
        write(other.text(), content);
        assertAsked(run(shell), "another segment");
        write(beyond.text(), content);
        assertAsked(run(shell), "beyond the log");
        for (byte[] bad : List.of(
                new byte[0],
                new byte[2],
                Arrays.copyOf(content, 40),
                Arrays.copyOf(content, content.length - 1),
                Arrays.copyOf(content, content.length + 1),
                new byte[content.length],
                changed(0, (byte) 2),
                changed(2, (byte) 0),
                changed(2, (byte) 0x12),
                changed(4, (byte) 0),
                changed(4, (byte) 2),
                changed(33, (byte) 1),
                changed(36, (byte) 1),
                WalFixtures.segment(SEGMENT, OTHERS, PostgresMajor.V15, SegmentSize.SMALLEST),
                WalFixtures.segment(SEGMENT, OURS, PostgresMajor.V9_2, SegmentSize.SMALLEST))) {
            write(SEGMENT.text(), bad);
            assertAsked(run(shell), bad.length + " bytes, beginning " + Arrays.toString(Arrays.copyOf(bad, 40)));
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void leavesToTheProgramWhatItCannotDecompress(List<String> shell) throws Exception {
        byte[] gzip = encoded(WalCodec.GZIP);
        byte[] wrongSum = gzip.clone();
        wrongSum[gzip.length - 5] ^= 1;
        for (byte[] bad : List.of(
                encoded(WalCodec.XZ), Arrays.copyOf(gzip, gzip.length - 9), Arrays.copyOf(gzip, 20), wrongSum)) {
            write(SEGMENT.text(), bad);
            assertAsked(run(shell), "compressed");
        }
    }

    @Test
    void leavesToTheProgramAnArchiveOfAnotherClusterAndAnIdentityThatItCannotRead() throws Exception {
        sayWhoseItIs(OTHERS);
        assertAsked(run(dash()), "another cluster");
        Files.writeString(server.resolve("identity.json"), "{\"systemid\": \"1" + OURS + "\"}");
        assertAsked(run(dash()), "a longer number");
        Files.writeString(server.resolve("identity.json"), "");
        assertAsked(run(dash()), "no identity");
        Files.delete(server.resolve("identity.json"));
        Files.createSymbolicLink(server.resolve("identity.json"), root.resolve("nowhere"));
        assertAsked(run(dash()), "a link to nowhere");
    }

    @Test
    void leavesToTheProgramWhatIsNoFile() throws Exception {
        Path file = Path.of(variables.get("BARMAN_FILE"));
        Path real = root.resolve("real");
        Files.move(file, real);
        assertAsked(run(dash()), "nothing");
        Files.createSymbolicLink(file, real);
        assertAsked(run(dash()), "a link");
        Files.delete(file);
        Files.createDirectory(file);
        assertAsked(run(dash()), "a directory");
    }

    // ---- The registry ----

    @ParameterizedTest
    @MethodSource("shells")
    void touchesNoMarkerThatIsThere(List<String> shell) throws Exception {
        for (String existing : List.of("", "walsafe=1\nfile=" + SEGMENT + "\nsize=1\n", "x")) {
            Files.writeString(marker(), existing);
            Answer answer = run(shell);
            assertThat(answer.status()).isEqualTo(ASKED);
            assertThat(marker()).hasContent(existing);
            assertThat(names()).containsExactly(SEGMENT + ".done");
        }
    }

    @Test
    void writesThroughNoLinkAndIntoNoDirectory() throws Exception {
        Path elsewhere = root.resolve("elsewhere");
        Files.createSymbolicLink(marker(), elsewhere);
        assertThat(run(dash()).status()).isEqualTo(ASKED);
        assertThat(elsewhere).doesNotExist();

        Files.delete(marker());
        Files.createDirectory(marker());
        assertThat(run(dash()).status()).isEqualTo(ASKED);
        assertThat(marker()).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwxr-x---", "rwx--x--x", "rwxrwxrwx", "rwx-w----"})
    void trustsNoDirectoryThatIsOpenToOthers(String permissions) throws Exception {
        Files.setPosixFilePermissions(registry, PosixFilePermissions.fromString(permissions));
        assertAsked(run(dash()), permissions);
    }

    @Test
    void makesNoDirectoryAndFollowsNoLinkToOne() throws Exception {
        Path real = registry;
        Path link = Files.createSymbolicLink(root.resolve("link"), real);
        assertAsked(run(dash(), script(SHELL_HERE, link)), "a link");
        assertAsked(run(dash(), script(SHELL_HERE, root.resolve("missing"))), "missing");
        assertThat(root.resolve("missing")).doesNotExist();
    }

    /** Two hooks at once, or a hook and a reconciler: whoever comes first has written the marker. */
    @Test
    void twoAtOnceLeaveOneWholeMarker() throws Exception {
        List<Process> both = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            both.add(start(dash(), script(), variables));
        }
        for (Process process : both) {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isIn(0, ASKED);
        }
        assertThat(both).anyMatch(process -> process.exitValue() == 0);
        assertThat(names()).containsExactly(SEGMENT + ".done");
        assertThat(Files.readString(marker()))
                .startsWith("walsafe=1\nlines=9\n")
                .endsWith("Z\n");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void takesBackWhatCannotBeFlushed(List<String> shell) throws Exception {
        for (String failing : List.of("*", ".")) {
            Path programs = Files.createDirectories(root.resolve("bin"));
            Path sync = Files.writeString(
                    programs.resolve("sync"),
                    "#!/bin/sh\ncase $2 in " + failing + ") exit 1 ;; esac\nexec /bin/sync \"$@\"\n");
            Files.setPosixFilePermissions(sync, PosixFilePermissions.fromString("rwx------"));
            variables.put("PATH", programs + ":" + System.getenv("PATH"));

            assertAsked(run(shell), failing);
        }
    }

    /** Whatever a login shell, a forced command or a broken connection makes of it. */
    @Test
    void takesNothingForAnAnswerButTheAnswer() throws Exception {
        for (String other :
                List.of("exit 0", "exit 1", "exit 255", "kill -9 $$", "cat >/dev/null", "head -c 500 | sh -s")) {
            assertAsked(run(dash(), script(List.of("/bin/sh", "-c", other), registry)), other);
        }
        assertAsked(run(dash(), script(List.of("/no/such/shell"), registry)), "no shell");
    }

    @Test
    void whatTheOtherSideSaysIsNoAnswerEither() throws Exception {
        List<String> noisy = List.of("/bin/sh", "-c", "echo welcome; echo welcome >&2; exec /bin/sh -s");

        assertThat(run(dash(), script(noisy, registry)))
                .isEqualTo(new Answer(0, "welcome\n" + SEGMENT + " is confirmed\n"));
    }

    /** A connection may break anywhere: then there is the whole marker or none. */
    @Test
    void aTornOrderWritesNoMarkerOrAWholeOne() throws Exception {
        run(dash());
        String whole = withoutTime(Files.readString(marker()));
        Path order = root.resolve("order");
        Files.delete(marker());
        run(dash(), script(List.of("/bin/sh", "-c", "cat >'" + order + "'"), registry));
        long length = Files.size(order);

        for (long end = 0; end < length; end += 37) {
            new ProcessBuilder("/bin/sh", "-c", "head -c " + end + " '" + order + "' | /bin/sh -s")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(60, TimeUnit.SECONDS);
            if (Files.exists(marker())) {
                assertThat(withoutTime(Files.readString(marker()))).isEqualTo(whole);
                Files.delete(marker());
            }
            assertThat(names()).isEmpty();
        }
    }

    // ---- The program ----

    @ParameterizedTest
    @MethodSource("shells")
    void givesTheProgramItsWordsAndBarmansVariables(List<String> shell) throws Exception {
        variables.put("BARMAN_ERROR", "$(touch owned) 'x'");
        List<String> words = List.of("hook", "--registry", "ssh://it's $(a)/~/x?%41");

        Answer answer = run(shell, new DirectHookScript(SHELL_HERE, registry.toString(), program(), words));

        assertThat(answer)
                .isEqualTo(new Answer(
                        ASKED, "asked: [hook] [--registry] [ssh://it's $(a)/~/x?%41] with $(touch owned) 'x'\n"));
    }

    @Test
    void hasBarmanCallAgainWhereThereIsNoProgram() throws Exception {
        variables.put("BARMAN_RETRY", "0");
        HostPath missing = HostPath.of(root + "/it's missing");

        Answer answer = run(dash(), new DirectHookScript(SHELL_HERE, registry.toString(), missing, List.of("hook")));

        assertThat(answer.status()).isEqualTo(HookExit.RETRY.code());
        assertThat(answer.output()).startsWith("walsafe-hook: there is no " + missing + ". Install it");
    }

    // ---- The script itself ----

    @Test
    void leavesNoPlaceAndTakesNoWordForOne() {
        DirectHookScript script = new DirectHookScript(
                List.of("sh", "@words@"),
                "/it's @store@",
                HostPath.of("/@shell@"),
                List.of("@walsafe@", "@directory@"));

        assertThat(script.text().lines())
                .contains("walsafe=/@shell@", "        exec \"$walsafe\" @walsafe@ @directory@")
                .anyMatch(line -> line.contains("timeout 60 sh @words@ "));
        assertThat(script.store()).contains("directory='/it'\\''s @store@'");
        assertThat(script(SHELL_HERE, Path.of("/safe")).text()).doesNotContainPattern("@[a-z_]+@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relative", "", "~", "~user/x", "/a/../b", "/a\nb", "/a\0b", "~/../x"})
    void refusesADirectoryThatIsNoPlainPath(String directory) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DirectHookScript(SHELL_HERE, directory, program(), List.of()));
    }

    @Test
    void shellcheckFindsNothing() throws Exception {
        DirectHookScript script = script(SHELL_HERE, Path.of("/var/lib/it's safe"));
        Path hook = Files.writeString(root.resolve("hook.sh"), script.text());
        Path store = Files.writeString(root.resolve("store.sh"), script.store());

        Process shellcheck = new ProcessBuilder(
                        RealParts.path("shellcheck").toString(), hook.toString(), store.toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(shellcheck.getInputStream().readAllBytes(), UTF_8))
                .isEmpty();
        assertThat(shellcheck.waitFor()).isZero();
    }

    // ---- Running it ----

    /** What a run ended with, and said on both streams. */
    private record Answer(int status, String output) {}

    private Answer run(List<String> shell) throws Exception {
        return run(shell, script());
    }

    private Answer run(List<String> shell, DirectHookScript script) throws Exception {
        return run(shell, script, variables);
    }

    private Answer run(List<String> shell, DirectHookScript script, Map<String, String> environment) throws Exception {
        Process process = start(shell, script, environment);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Answer(process.exitValue(), output);
    }

    private Process start(List<String> shell, DirectHookScript script, Map<String, String> environment)
            throws IOException {
        List<String> words = new ArrayList<>(shell);
        words.add(Files.writeString(root.resolve("hook.sh"), script.text()).toString());
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(root.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void assertAsked(Answer answer, Object why) throws IOException {
        assertThat(answer.status()).as("%s: %s", why, answer.output()).isEqualTo(ASKED);
        assertThat(names()).as("%s", why).doesNotContain(SEGMENT + ".done").isEmpty();
    }

    private static List<String> dash() {
        return List.of(RealParts.path("dash").toString());
    }

    private DirectHookScript script() {
        return script(SHELL_HERE, registry);
    }

    private DirectHookScript script(List<String> shell, Path directory) {
        return new DirectHookScript(shell, directory.toString(), program(), List.of("hook"));
    }

    /** Says that it was asked, and what. */
    private HostPath program() {
        try {
            Path program = root.resolve("it's walsafe");
            Files.writeString(
                    program,
                    "#!/bin/sh\nprintf 'asked:'\nprintf ' [%s]' \"$@\"\nprintf ' with %s\\n' \"$BARMAN_ERROR\"\nexit "
                            + ASKED + "\n");
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
            return HostPath.of(program.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private HookOutcome library() throws IOException {
        try (LocalHost host = new LocalHost();
                MarkerRegistry markers =
                        new MarkerRegistry(DirectoryMarkerStore.on(host, HostPath.of(registry.toString())))) {
            String machine =
                    Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return new BarmanHook(host, markers, machine, InstantSource.system(), WhenUnreachable.RETRY).run(variables);
        }
    }

    private void sayWhoseItIs(SystemIdentifier cluster) throws IOException {
        Files.writeString(server.resolve("identity.json"), "{\"systemid\": \"" + cluster + "\", \"version\": \"15\"}");
    }

    /** Has Barman archive a file, and call for it. */
    private void write(String name, byte[] stored) throws IOException {
        Path directory = Files.createDirectories(server.resolve("wals/0000000100000000"));
        Path file = Files.write(directory.resolve(name), stored);
        variables.put("BARMAN_SEGMENT", name);
        variables.put("BARMAN_FILE", file.toString());
    }

    private byte[] changed(int offset, byte value) {
        byte[] changed = content.clone();
        changed[offset] = value;
        return changed;
    }

    private byte[] encoded(WalCodec codec) throws IOException {
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        try (OutputStream out = codec.encode(stored, codec.levels().low())) {
            out.write(content);
        }
        return stored.toByteArray();
    }

    private Path marker() {
        return registry.resolve(SEGMENT + ".done");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(registry)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String withoutTime(String marker) {
        return marker.replaceFirst("confirmed_at=[0-9TZ:-]{20}\n", "confirmed_at=…\n");
    }
}
