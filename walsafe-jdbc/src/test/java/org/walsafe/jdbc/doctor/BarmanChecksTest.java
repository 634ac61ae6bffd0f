package org.walsafe.jdbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.barman.BarmanCheck;
import org.walsafe.barman.CatalogueLayout;
import org.walsafe.barman.ShownServer;
import org.walsafe.host.HostPath;
import org.walsafe.jdbc.ArchiveMode;
import org.walsafe.jdbc.ArchiveSettings;
import org.walsafe.jdbc.BackupWay;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.jdbc.RecoveryState;
import org.walsafe.jdbc.ReplicationSlot;
import org.walsafe.jdbc.RolePrivileges;
import org.walsafe.jdbc.Visible;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/** What is wrong at Barman is named, and a healthy one is left in peace. */
class BarmanChecksTest {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7);

    private final Map<String, String> fields = new HashMap<>(Map.of(
            "slot_name", "barman",
            "streaming_archiver", "true",
            "backup_method", "postgres",
            "pg_receivexlog_version", "15.20",
            "post_archive_script", ""));
    private int serverVersion = 150019;
    private String barmanVersion = "3.4.0 Barman by EnterpriseDB";
    private SystemIdentifier barmansCluster = CLUSTER;
    private Set<BackupWay> backupWays = Set.of(BackupWay.BASE_BACKUP, BackupWay.CONCURRENT);
    private BarmanCheck check = new BarmanCheck(List.of(new BarmanCheck.Result("ssh", true, "")));

    @Test
    void areSilentWhereAllIsWell() {
        assertThat(examine()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "90305, 2.12, ",
        "90305, 2.19, ",
        "90305, 3.4.0, too new",
        "90305, 3.17.0, too new",
        "90624, 3.17.0, ",
        "140005, 2.19, ",
        "150019, 2.19, too old",
        "180006, 2.12, too old",
        "180006, 3.17.0, ",
        "150019, nonsense, "
    })
    void knowWhichBarmanGoesWithWhichServer(int server, String barman, String verdict) {
        serverVersion = server;
        barmanVersion = barman;
        fields.remove("pg_receivexlog_version");

        if (verdict == null) {
            assertThat(examine()).isEmpty();
        } else {
            assertThat(examine()).singleElement().satisfies(finding -> {
                assertThat(finding.check()).isEqualTo("barman-version");
                assertThat(finding.severity()).isEqualTo(Severity.CRITICAL);
                assertThat(finding.sentence()).contains(verdict);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "150019, 15.20, false",
        "150019, 14.9, true",
        "150019, 18.1, false",
        "90624, 9.5.3, true",
        "90624, 9.6.1, false",
        "100023, 9.6.1, true"
    })
    void wantClientProgramsNoOlderThanTheServer(int server, String tool, boolean tooOld) {
        serverVersion = server;
        fields.put("pg_receivexlog_version", tool);

        assertChecks(tooOld ? new String[] {"client-tools"} : new String[0]);
    }

    @Test
    void nameTheSlotThatIsMissing() {
        fields.put("slot_name", "another");
        assertChecks("barman-slot");

        fields.put("streaming_archiver", "false");
        assertChecks();
    }

    @Test
    void nameTheHookThatIsNotToldOfFailures() {
        fields.put("post_archive_script", "touch x");
        assertChecks("post-archive-script");
    }

    @Test
    void nameAnotherCluster() {
        barmansCluster = new SystemIdentifier(8);
        assertChecks("barman-cluster");
    }

    @Test
    void knowWhatRsyncNeeds() {
        fields.put("backup_method", "rsync");
        fields.put("backup_options", "BackupOptions({'exclusive_backup'})");
        assertChecks("concurrent-backup");
        assertThat(examine().get(0).severity()).isEqualTo(Severity.CRITICAL);

        backupWays = Set.of(BackupWay.BASE_BACKUP, BackupWay.EXCLUSIVE);
        assertThat(examine().get(0).severity()).isEqualTo(Severity.NOTICE);

        fields.put("backup_options", "BackupOptions({'concurrent_backup'})");
        assertChecks("pgespresso");

        backupWays = Set.of(BackupWay.BASE_BACKUP, BackupWay.EXCLUSIVE, BackupWay.PGESPRESSO);
        assertChecks();
    }

    @Test
    void repeatBarmansOwnOpinionButNoPassword() {
        check = new BarmanCheck(List.of(
                new BarmanCheck.Result("archiver_errors", false, "2 files"),
                new BarmanCheck.Result("postgresql", false, "host=pg password=secret refused")));

        assertChecks("barman-check");
        assertThat(examine().get(0).sentence())
                .contains("archiver errors (2 files), postgresql.")
                .doesNotContain("secret");
    }

    private void assertChecks(String... checks) {
        assertThat(examine()).extracting(DoctorFinding::check).containsExactly(checks);
    }

    private List<DoctorFinding> examine() {
        return BarmanChecks.examine(
                inspection(), new BarmanFacts(BarmanFacts.Version.in(barmanVersion), shown(), check));
    }

    private ShownServer shown() {
        HostPath home = HostPath.of("/var/lib/barman/main");
        return new ShownServer(
                "main",
                new CatalogueLayout("main", home, home, home, home, home, home, home),
                Optional.of(barmansCluster),
                fields);
    }

    private PostgresInspection inspection() {
        ReplicationSlot slot =
                new ReplicationSlot("barman", ReplicationSlot.Kind.PHYSICAL, true, Optional.empty(), Optional.empty());
        return new PostgresInspection(
                serverVersion,
                Instant.EPOCH,
                new Visible.Seen<>(CLUSTER),
                new Visible.Seen<>(TimelineId.FIRST),
                SegmentSize.DEFAULT,
                new ArchiveSettings(ArchiveMode.ON, Optional.of("gate %p %f"), Optional.empty()),
                Map.of(),
                RecoveryState.PRIMARY,
                Optional.empty(),
                new Visible.NotThere<>("not asked"),
                new Visible.Seen<>(List.of(slot)),
                new Visible.Seen<>(List.of()),
                new Visible.NotThere<>("not asked"),
                new Visible.NotVisible<>("a look"),
                backupWays,
                new RolePrivileges("doctor", Set.of()));
    }
}
