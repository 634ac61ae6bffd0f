package org.walsafe.jdbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.jdbc.ArchiveMode;
import org.walsafe.jdbc.ArchiveSettings;
import org.walsafe.jdbc.ArchiverStatistics;
import org.walsafe.jdbc.BackupWay;
import org.walsafe.jdbc.PendingFiles;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.jdbc.RecoveryState;
import org.walsafe.jdbc.ReplicationSlot;
import org.walsafe.jdbc.RolePrivileges;
import org.walsafe.jdbc.Visible;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

/** Each broken set-up is named, and a healthy one is left in peace. */
class ServerChecksTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final WalFileName NEXT = WalFileName.parse("0000000100000000000000A1");

    private final Map<String, String> settings =
            new HashMap<>(Map.of("wal_level", "replica", "fsync", "on", "max_wal_senders", "10"));
    private ArchiveSettings archiving =
            new ArchiveSettings(ArchiveMode.ON, Optional.of("walsafe-gate.sh \"%p\" \"%f\""), Optional.empty());
    private Visible<PendingFiles> pending = new Visible.Seen<>(new PendingFiles(0, Optional.empty(), Optional.empty()));
    private Visible<ArchiverStatistics> archiver = statistics(NOW.minusSeconds(10), NOW.minusSeconds(60));
    private Visible<List<ReplicationSlot>> slots = slots(true, "reserved");
    private Set<BackupWay> backupWays = Set.of(BackupWay.BASE_BACKUP, BackupWay.CONCURRENT);
    private Instant serverTime = NOW;

    @Test
    void isSilentOnAHealthyServer() {
        assertThat(examine()).isEmpty();
    }

    @Test
    void namesAnArchiveThatIsOff() {
        archiving = new ArchiveSettings(ArchiveMode.OFF, Optional.empty(), Optional.empty());

        assertFound(Severity.CRITICAL, "archive-mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", " /bin/true ", "exit 0", "walsafe-gate.sh", ""})
    void namesACommandThatCannotBeAGate(String command) {
        archiving = new ArchiveSettings(
                ArchiveMode.ON, command.isEmpty() ? Optional.empty() : Optional.of(command), Optional.empty());

        assertFound(Severity.CRITICAL, "archive-command");
    }

    @ParameterizedTest
    @CsvSource({
        "wal_level, minimal, CRITICAL, wal-level",
        "fsync, off, CRITICAL, fsync",
        "full_page_writes, off, WARNING, full-page-writes",
        "max_wal_senders, 0, WARNING, wal-senders"
    })
    void namesASettingThatEndangersWal(String name, String value, Severity severity, String check) {
        settings.put(name, value);

        assertFound(severity, check);
    }

    @ParameterizedTest
    @CsvSource({"1, 299, ''", "1, 300, WARNING", "10, 0, WARNING", "100, 0, CRITICAL", "1, 3600, CRITICAL"})
    void namesWhatWaitsForLong(long files, long seconds, String severity) {
        pending =
                new Visible.Seen<>(new PendingFiles(files, Optional.of(NEXT), Optional.of(NOW.minusSeconds(seconds))));

        if (severity.isEmpty()) {
            assertThat(examine()).isEmpty();
        } else {
            assertFound(Severity.valueOf(severity), "pending");
            assertThat(examine().get(0).sentence()).contains(NEXT.text());
        }
    }

    @Test
    void saysWhatItMayNotSee() {
        pending = new Visible.NotVisible<>("pg_monitor");

        assertFound(Severity.NOTICE, "pending");
        assertThat(examine().get(0).mend()).contains("pg_monitor");
    }

    @Test
    void namesAnArchiverThatFails() {
        archiver = statistics(NOW.minusSeconds(200), NOW.minusSeconds(10));
        pending = new Visible.Seen<>(new PendingFiles(1, Optional.of(NEXT), Optional.of(NOW.minusSeconds(120))));

        assertFound(Severity.WARNING, "archiver");
    }

    @Test
    void aFileThatIsNotConfirmedYetIsNoFailure() {
        archiver = statistics(NOW.minusSeconds(200), NOW.minusSeconds(10));
        pending = new Visible.Seen<>(new PendingFiles(1, Optional.of(NEXT), Optional.of(NOW.minusSeconds(119))));

        assertThat(examine()).isEmpty();
    }

    @Test
    void namesSlotsThatAreLostIdleOrMissing() {
        slots = slots(true, "lost");
        assertFound(Severity.CRITICAL, "slot");
        slots = slots(false, "extended");
        assertFound(Severity.WARNING, "slot");
        slots = new Visible.Seen<>(List.of());
        assertFound(Severity.NOTICE, "slot");
        slots = new Visible.NotThere<>("before 9.4");
        assertThat(examine()).isEmpty();
    }

    @Test
    void namesTheMissingPgespresso() {
        backupWays = Set.of(BackupWay.BASE_BACKUP, BackupWay.EXCLUSIVE);
        assertFound(Severity.NOTICE, "backup");
        backupWays = Set.of(BackupWay.BASE_BACKUP, BackupWay.EXCLUSIVE, BackupWay.PGESPRESSO);
        assertThat(examine()).isEmpty();
    }

    @Test
    void namesClocksThatDiffer() {
        serverTime = NOW.minus(Duration.ofMinutes(2));

        assertFound(Severity.WARNING, "clock");
    }

    private void assertFound(Severity severity, String check) {
        assertThat(examine()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.check()).isEqualTo(check);
            assertThat(finding.mend()).endsWith(".");
        });
    }

    private List<DoctorFinding> examine() {
        return ServerChecks.examine(
                new PostgresInspection(
                        150019,
                        serverTime,
                        new Visible.Seen<>(new SystemIdentifier(7)),
                        new Visible.Seen<>(TimelineId.FIRST),
                        SegmentSize.DEFAULT,
                        archiving,
                        settings,
                        RecoveryState.PRIMARY,
                        Optional.of(Lsn.parse("0/5000000")),
                        archiver,
                        slots,
                        new Visible.Seen<>(List.of()),
                        pending,
                        new Visible.NotVisible<>("a look"),
                        backupWays,
                        new RolePrivileges("doctor", Set.of())),
                NOW,
                DoctorLimits.DEFAULT);
    }

    private static Visible<ArchiverStatistics> statistics(Instant archived, Instant failed) {
        return new Visible.Seen<>(new ArchiverStatistics(
                5, Optional.of("a"), Optional.of(archived), 2, Optional.of("b"), Optional.of(failed)));
    }

    private static Visible<List<ReplicationSlot>> slots(boolean active, String walStatus) {
        return new Visible.Seen<>(List.of(new ReplicationSlot(
                "barman",
                ReplicationSlot.Kind.PHYSICAL,
                active,
                Optional.of(Lsn.parse("0/3000000")),
                Optional.of(walStatus))));
    }
}
