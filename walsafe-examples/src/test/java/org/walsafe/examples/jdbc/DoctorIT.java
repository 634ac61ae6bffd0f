package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.ForTurningPoints;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.PostgresInspector;
import org.walsafe.jdbc.doctor.DoctorFinding;
import org.walsafe.jdbc.doctor.DoctorLimits;
import org.walsafe.jdbc.doctor.ServerChecks;

/** The doctor at real servers, which tests run with fsync off. */
class DoctorIT {

    @ForTurningPoints
    void namesWhatIsWrongWithEachServer(PostgresRelease release) throws Exception {
        try (TestServer server = TestServer.start(EmbeddedPostgres.builder(release)
                        .setting("archive_mode", "on")
                        .setting("archive_command", "/bin/true"));
                Database database = server.asSuperuser()) {
            List<DoctorFinding> findings = ServerChecks.examine(
                    new PostgresInspector(database).inspect(), Instant.now(), DoctorLimits.DEFAULT);

            assertThat(findings)
                    .extracting(DoctorFinding::check)
                    .contains("archive-command", "fsync")
                    .doesNotContain("archive-mode", "pending", "archiver", "clock", "wal-level");
        }
    }
}
