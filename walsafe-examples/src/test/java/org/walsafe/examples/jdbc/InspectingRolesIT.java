package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.PostgresInspection;
import org.walsafe.jdbc.PostgresInspector;
import org.walsafe.jdbc.RecoveryState;
import org.walsafe.jdbc.RolePrivileges.Privilege;
import org.walsafe.jdbc.Visible;
import org.walsafe.wal.TimelineId;

/** The least that a role needs to see all that a superuser sees, at a primary and at its standby. */
class InspectingRolesIT {

    private static final String ROLE = "watcher";

    @ParameterizedTest
    @EnumSource(
            value = PostgresRelease.class,
            names = {"V9_3_5", "V9_6_24", "V11_22", "V12_22", "V15_19", "V18_6"})
    void seesAllWithTheDocumentedGrants(PostgresRelease release) throws Exception {
        try (TestServer server = TestServer.start(
                EmbeddedPostgres.builder(release).setting("archive_mode", "on").setting("archive_command", "false"))) {
            EmbeddedPostgres primary = server.postgres();
            server.createRole(ROLE, release.isAtLeast(PostgresRelease.V10_23) ? "IN ROLE pg_monitor" : "");
            if (release == PostgresRelease.V11_22) {
                primary.execute("GRANT EXECUTE ON FUNCTION pg_ls_dir(text), pg_stat_file(text, boolean) TO " + ROLE);
            }
            primary.stop(ShutdownMode.FAST);
            try (EmbeddedPostgres standby = primary.createStandby()) {
                primary.start();
                standby.start();
                await().atMost(Duration.ofSeconds(60)).until(() -> clients(inspect(server.asSuperuser())) == 1);
                primary.switchSegment();

                PostgresInspection all = inspect(server.asSuperuser());
                assertThat(all.recovery()).isEqualTo(RecoveryState.PRIMARY);
                assertThat(all.pending().seen().orElseThrow().count()).isPositive();
                assertSeesAsMuch(release, inspect(server.as(ROLE)), all);

                PostgresInspection copy = inspect(server.asSuperuser(standby));
                assertThat(copy.recovery()).isEqualTo(RecoveryState.IN_RECOVERY);
                assertThat(copy.position()).isPresent();
                assertThat(copy.systemIdentifier()).isEqualTo(all.systemIdentifier());
                if (release.isAtLeast(PostgresRelease.V9_6_24)) {
                    assertThat(copy.timeline()).isEqualTo(new Visible.Seen<>(TimelineId.FIRST));
                }
                assertSeesAsMuch(release, inspect(server.as(ROLE, standby)), copy);
            }
        }
    }

    /** Up to 10 nobody but a superuser does; what is hidden then says what it needs. */
    private static void assertSeesAsMuch(PostgresRelease release, PostgresInspection little, PostgresInspection all) {
        boolean isMonitor = release.isAtLeast(PostgresRelease.V10_23);
        assertThat(little)
                .usingRecursiveComparison()
                .ignoringFields("time", "position", "archiver", "clients", "pending", "privileges")
                .isEqualTo(all);
        assertThat(little.archiver().getClass()).isEqualTo(all.archiver().getClass());
        assertThat(little.privileges().granted()).isEqualTo(isMonitor ? Set.of(Privilege.MONITOR) : Set.of());
        if (release.isAtLeast(PostgresRelease.V11_22)) {
            assertThat(little.pending()).isEqualTo(all.pending());
        } else {
            assertThat(little.pending().describe())
                    .startsWith("not visible, needs")
                    .endsWith("up to 10 superuser");
        }
        if (isMonitor || all.recovery() == RecoveryState.IN_RECOVERY) {
            assertThat(clients(little)).isEqualTo(clients(all));
        } else {
            assertThat(little.clients().describe())
                    .startsWith("not visible, needs")
                    .endsWith("up to 9.6 superuser");
        }
    }

    private static int clients(PostgresInspection inspection) {
        return inspection.clients().seen().orElseThrow().size();
    }

    private static PostgresInspection inspect(Database database) {
        try (database) {
            return new PostgresInspector(database).inspect();
        }
    }
}
