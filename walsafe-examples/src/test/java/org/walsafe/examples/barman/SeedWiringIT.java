package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.tck.RequiresRealPart;

/** The wiring of the published workaround, word for word but for the gate. */
@RequiresRealPart({"barman", "pg_receivewal", "setpriv", "ssh", "ssh-keygen", "sshd"})
class SeedWiringIT {

    @Test
    void theHookOfTheWorkaroundWorksUnchangedBesideReconcile() throws Exception {
        Account postgresUser = Account.ordinary();
        try (StreamedServer server = StreamedServer.start(EmbeddedPostgres.builder(PostgresRelease.V9_3_5));
                RealSshd sshd = RealSshd.start(
                        postgresUser, atHome(server.safeDirectory().getParent()))) {
            server.barman().letInto(sshd, "pg");
            server.barman()
                    .set(
                            "post_archive_retry_script",
                            "ssh " + postgresUser.name() + "@pg touch .wal_safe_dir/${BARMAN_SEGMENT}.done");
            List<String> hooked = server.write(6);
            server.postgres().switchSegment();
            server.archive(hooked);

            server.barman().unset("post_archive_retry_script");
            List<String> notHooked = server.write(6);
            server.postgres().switchSegment();
            server.archive(notHooked);
            server.reconcile();

            assertThat(hooked)
                    .allSatisfy(segment -> assertThat(marker(server, segment)).isEmptyFile());
            assertThat(notHooked).allSatisfy(segment -> assertThat(marker(server, segment))
                    .content()
                    .startsWith("walsafe=1\n")
                    .contains("file=" + segment + "\n"));
            List<String> all = new ArrayList<>(hooked);
            all.addAll(notHooked);
            server.awaitRecycled(all);
            assertThat(server.watch().letGo()).containsAll(all);
        }
    }

    /** As if {@code directory} were the home directory of the user, which a test must leave alone. */
    private static String atHome(Path directory) {
        return "ForceCommand cd " + directory + " && eval \"$SSH_ORIGINAL_COMMAND\"";
    }

    private static Path marker(StreamedServer server, String segment) {
        return server.safeDirectory().resolve(segment + ".done");
    }
}
