package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.clone.CloneFinding.Weight;
import org.walsafe.clone.copy.CopyLimits;
import org.walsafe.clone.copy.ExistingData;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.FaultyHost;
import org.walsafe.tck.FaultyHost.Fault;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SystemIdentifier;

class StandbyCloneTest {

    private final FakeMachine machine = new FakeMachine();
    private final AtomicInteger refusals = new AtomicInteger();
    private final Host host = new FaultyHost(
            new LocalHost(), operation -> copied() && refusals.getAndDecrement() > 0 ? Fault.UNREACHABLE : Fault.NONE);
    private final List<String> steps = new ArrayList<>();

    @TempDir
    private Path directory;

    private SmallBackup backup;
    private FakeUpstream upstream;

    @BeforeEach
    void thereIsABackup() throws IOException {
        backup = new SmallBackup(directory.toRealPath());
        upstream = new FakeUpstream(backup.cluster);
    }

    private boolean copied() {
        return steps.contains("writing the recovery configuration");
    }

    private StandbyClone clone(CloneSettings.Builder settings) {
        CloneProgress progress = new CloneProgress() {
            @Override
            public void step(String sentence) {
                steps.add(sentence);
            }
        };
        return new StandbyClone(new CloneJob(
                settings.build(),
                host,
                Optional.of(upstream),
                progress,
                () -> Instant.parse("2026-11-20T21:40:00Z"),
                machine));
    }

    private ClonePlan plan(CloneSettings.Builder settings) {
        return clone(settings).plan();
    }

    private void assertRefused(CloneSettings.Builder settings, CloneCheck check, String words) throws IOException {
        assertStopped(settings, check, Weight.REFUSAL, words);
    }

    private void assertStopped(CloneSettings.Builder settings, CloneCheck check, Weight weight, String words)
            throws IOException {
        StandbyClone clone = clone(settings);
        ClonePlan plan = clone.plan();
        assertThat(plan.findings()).anySatisfy(finding -> assertThat(finding.toString())
                .startsWith(weight + " " + check.word() + ": ")
                .contains(words));
        assertThat(plan.ready()).isEmpty();
        assertThat(clone.carryOut(plan)).isInstanceOf(CloneOutcome.Refused.class);
        assertThat(upstream.calls).isEmpty();
    }

    @Test
    void aCloneIsAStandbyInItsPlace() throws IOException {
        StandbyClone clone = clone(backup.settings().nodeName("node2").slot("s"));

        ClonePlan plan = clone.plan();
        CloneOutcome outcome = clone.carryOut(plan);

        assertThat(plan.findings()).noneMatch(CloneFinding::stops).anySatisfy(finding -> assertThat(finding.sentence())
                .isEqualTo("The backup is " + SmallBackup.ID + " of PostgreSQL 15, DONE, 2 h 2 min old."));
        assertThat(outcome).isInstanceOfSatisfying(CloneOutcome.Cloned.class, cloned -> {
            assertThat(cloned.report().wal().segments()).isEqualTo(3);
            assertThat(cloned.report().createdSlot()).contains("s");
            assertThat(cloned.report().copy().filesCopied()).isEqualTo(6);
            assertThat(cloned.report().start()).endsWith("pg_ctl -D " + backup.target + " start");
        });
        assertThat(backup.target.resolve("standby.signal")).exists();
        assertThat(backup.target.resolve("postgresql.auto.conf"))
                .content()
                .contains("primary_conninfo = 'host=pg user=repl application_name=node2'")
                .doesNotContain("secret");
        assertThat(backup.space.resolve("PG_15_202209061/5/16401")).hasSize(8192);
        assertThat(Files.readSymbolicLink(backup.target.resolve("pg_tblspc/16400")))
                .isEqualTo(backup.space);
        assertThat(upstream.calls).containsExactly("create s");
    }

    @Test
    void aPlanChangesNothing() {
        ClonePlan plan = plan(backup.settings());

        assertThat(plan.ready()).isPresent();
        assertThat(backup.target.getParent()).doesNotExist();
        assertThat(upstream.calls).isEmpty();
        assertThat(plan.findings().toString()).doesNotContain("secret");
    }

    @Test
    void whatTheTargetCannotTakeIsRefused() throws IOException {
        machine.user = "root";
        assertRefused(backup.settings(), CloneCheck.USER, "root");
        machine.user = "postgres";

        Files.createDirectories(backup.target);
        Files.writeString(backup.target.resolve("precious"), "x");
        assertRefused(backup.settings(), CloneCheck.DATA_DIRECTORY, "not empty");
        assertThat(plan(backup.settings().existing(ExistingData.REPLACE)).ready())
                .isPresent();

        machine.serverIn = Optional.of(backup.target);
        assertRefused(backup.settings().existing(ExistingData.REPLACE), CloneCheck.DATA_DIRECTORY, "4711");
        machine.serverIn = Optional.empty();
        Files.delete(backup.target.resolve("precious"));

        machine.usable = 20_000;
        assertRefused(backup.settings(), CloneCheck.SPACE, "are free");
    }

    @Test
    void aLinkThatLeadsNowhereIsRefusedAndOneThatLeadsToADirectoryIsNot() throws IOException {
        Path real = Files.createDirectories(directory.resolve("real"));
        Files.createDirectories(backup.target.getParent());
        Files.createSymbolicLink(backup.target, real);
        assertThat(plan(backup.settings()).ready()).isPresent();

        Files.delete(real);
        assertRefused(backup.settings(), CloneCheck.DATA_DIRECTORY, "leads nowhere");
    }

    @Test
    void anothersTablespaceIsNeverTaken() throws IOException {
        Files.createDirectories(backup.space);
        Files.writeString(backup.space.resolve("precious"), "x");
        assertRefused(backup.settings().existing(ExistingData.REPLACE), CloneCheck.TABLESPACES, "not empty");

        Files.createDirectories(backup.target.resolve("pg_tblspc"));
        Files.createSymbolicLink(backup.target.resolve("pg_tblspc/16400"), backup.space);
        assertThat(plan(backup.settings().existing(ExistingData.REPLACE)).ready())
                .isPresent();
    }

    @Test
    void aMappingOfNoTablespaceIsRefused() throws IOException {
        assertRefused(
                backup.settings().tablespace(TablespaceMapping.parse("/nowhere=/x")),
                CloneCheck.TABLESPACES,
                "/nowhere");
        assertRefused(
                backup.settings().tablespace(new TablespaceMapping(Path.of("/old/space"), backup.target.resolve("in"))),
                CloneCheck.TABLESPACES,
                "data directory");
    }

    @Test
    void onlyACompleteBackupOfAKnownFormIsCloned() throws IOException {
        String whole = Files.readString(backup.info);
        backup.replace("status=DONE", "status=FAILED");
        assertRefused(backup.settings(), CloneCheck.BACKUP, "no complete backup");
        assertRefused(backup.settings().backup(BackupChoice.parse(SmallBackup.ID)), CloneCheck.BACKUP, "is FAILED");
        for (String field : List.of("encryption=gpg", "parent_backup_id=20261119T193709", "compression=bzip2")) {
            backup.say(whole + field + "\n");
            assertRefused(backup.settings(), CloneCheck.BACKUP, "Choose another");
        }
        backup.say(whole.replace("mode=postgres", "mode=snapshot-concurrent"));
        assertRefused(backup.settings(), CloneCheck.BACKUP, "snapshot");
        assertRefused(
                backup.settings().backup(BackupChoice.parse("20200101T000000")), CloneCheck.BACKUP, "has no backup");
        backup.say(whole.replace("systemid=" + backup.cluster, "systemid=42"));
        assertRefused(backup.settings(), CloneCheck.BACKUP_FILES, "Barman says of 42");
        backup.say(whole);
        Files.delete(backup.directory.resolve("data/backup_label"));
        assertRefused(backup.settings(), CloneCheck.BACKUP_FILES, "backup_label");
    }

    @Test
    void theWalThatTheBackupNeedsMustBeThere() throws IOException {
        Path streamed = backup.server.resolve("streaming").resolve(SmallBackup.LAST.text());
        Files.move(backup.archived(SmallBackup.LAST), streamed);
        assertThat(plan(backup.settings()).ready()).isPresent();

        Files.delete(streamed);
        assertRefused(backup.settings(), CloneCheck.WAL, SmallBackup.LAST.text());
    }

    @Test
    void theRestoreCommandIsProvedByWhatItFetches() throws IOException {
        assertRefused(
                backup.settings().restoreCommand("echo no such server >&2; exit 1"),
                CloneCheck.RESTORE_COMMAND,
                "ended with exit status 1 when it was to fetch " + SmallBackup.FIRST + ", and said: no such server");
        assertRefused(backup.settings().restoreCommand("true"), CloneCheck.RESTORE_COMMAND, "did not fetch");
        assertRefused(
                backup.settings().restoreCommand("cp '" + backup.archived(SmallBackup.LATER) + "' %p # %f"),
                CloneCheck.RESTORE_COMMAND,
                "is not " + SmallBackup.FIRST);
        assertThat(plan(backup.settings()
                                .restoreCommand("false")
                                .restoreCommandCheck(CloneSettings.RestoreCommandCheck.SKIPPED))
                        .ready())
                .isPresent();
    }

    @Test
    void anUpstreamServerOfAnotherKindIsRefused() throws IOException {
        upstream.cluster = SystemIdentifier.parse("42");
        assertRefused(backup.settings(), CloneCheck.UPSTREAM, "is 42");
        upstream.cluster = backup.cluster;
        upstream.version = 160001;
        assertRefused(backup.settings(), CloneCheck.UPSTREAM, "the upstream server is 16");
        upstream.version = 150019;
        upstream.position = Lsn.parse("0/100000");
        assertRefused(backup.settings(), CloneCheck.UPSTREAM, "only at 0/100000");
        upstream.position = Lsn.parse("0/500000");
        upstream.settings.put("max_wal_senders", "0");
        assertRefused(backup.settings(), CloneCheck.UPSTREAM, "max_wal_senders");
        upstream.settings.put("max_wal_senders", "1");
        upstream.settings.put("wal_level", "minimal");
        assertRefused(backup.settings(), CloneCheck.UPSTREAM, "wal_level");
    }

    @Test
    void anUpstreamServerThatDoesNotAnswerIsNotTakenForARightOne() throws IOException {
        upstream.down = true;

        assertStopped(backup.settings(), CloneCheck.UPSTREAM, Weight.UNKNOWN, "connection refused");
        assertThat(plan(backup.settings().upstreamCheck(CloneSettings.UpstreamCheck.SKIPPED))
                        .ready())
                .isPresent();
        assertRefused(
                backup.settings().slot("s").upstreamCheck(CloneSettings.UpstreamCheck.SKIPPED),
                CloneCheck.SLOT,
                "not asked");
    }

    @Test
    void aSlotThatSomebodyHasIsRefusedAndAnIdleOneUsed() throws IOException {
        for (UpstreamSlot.State state :
                List.of(UpstreamSlot.State.ACTIVE, UpstreamSlot.State.LOST, UpstreamSlot.State.LOGICAL)) {
            upstream.slot = Optional.of(new UpstreamSlot("s", state));
            assertRefused(backup.settings().slot("s"), CloneCheck.SLOT, "slot s ");
        }
        upstream.slot = Optional.of(new UpstreamSlot("s", UpstreamSlot.State.IDLE));
        StandbyClone clone = clone(backup.settings().slot("s"));
        assertThat(clone.carryOut(clone.plan())).isInstanceOf(CloneOutcome.Cloned.class);
        assertThat(upstream.calls).isEmpty();
    }

    @Test
    void whenTheWalGoesAwayDuringTheCopyTheTargetAndTheSlotAreAsTheyWere() throws IOException {
        StandbyClone clone = clone(backup.settings().slot("s"));
        ClonePlan plan = clone.plan();
        Files.delete(backup.archived(SmallBackup.FIRST));

        CloneOutcome outcome = clone.carryOut(plan);

        assertThat(outcome).isInstanceOfSatisfying(CloneOutcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(CloneOutcome.Kind.DAMAGED_BACKUP);
            assertThat(failed.failure()).hasMessageContaining(SmallBackup.FIRST.text());
        });
        assertThat(backup.target).doesNotExist();
        assertThat(upstream.calls).containsExactly("create s", "drop s");
    }

    @Test
    void anArchiveThatCannotBeReachedAfterTheCopyIsAskedAgain() throws IOException {
        refusals.set(2);
        StandbyClone clone = clone(backup.settings());

        assertThat(clone.carryOut(clone.plan())).isInstanceOf(CloneOutcome.Cloned.class);
        assertThat(refusals).hasNegativeValue();
    }

    @Test
    void anArchiveThatIsNotReachedAgainIsNotTakenForOneWithoutWal() throws IOException {
        refusals.set(Integer.MAX_VALUE);
        CopyLimits impatient = new CopyLimits(1, OptionalLong.empty(), Duration.ofMinutes(1), Duration.ofMillis(1));
        StandbyClone clone = clone(backup.settings().limits(impatient));

        CloneOutcome outcome = clone.carryOut(clone.plan());

        assertThat(outcome).isInstanceOfSatisfying(CloneOutcome.Failed.class, failed -> assertThat(failed.kind())
                .isEqualTo(CloneOutcome.Kind.INTERRUPTED));
        assertThat(backup.target).doesNotExist();
    }
}
