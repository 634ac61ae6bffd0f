package org.walsafe.examples.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;

/** Up to PostgreSQL 13, the command of a killed server runs on beside that of the new one. */
class TwoGatesIT {

    @Test
    void twoGatesAnswerAlikeForTheSameFile() throws Exception {
        try (GatedServer server =
                GatedServer.start(EmbeddedPostgres.builder(PostgresRelease.V9_3_5), TwoGatesIT::slowGate)) {
            Path calls = server.postgres().data().resolveSibling("calls");
            String segment = "000000010000000000000001";
            server.confirm(segment);
            assertThat(server.write()).isEqualTo(segment);
            await().atMost(GatedServer.PATIENCE).until(() -> Files.exists(calls));

            server.restart(ShutdownMode.KILL);

            await().atMost(GatedServer.PATIENCE)
                    .until(() -> Files.readAllLines(calls).stream()
                                    .filter(line -> line.startsWith("end"))
                                    .count()
                            >= 2);
            assertThat(Files.readAllLines(calls).subList(0, 4))
                    .containsExactly(
                            "begin " + segment, "begin " + segment, "end " + segment + " 0", "end " + segment + " 0");
            await().atMost(GatedServer.PATIENCE)
                    .until(() -> server.postgres().archived().contains(segment));
            assertThat(server.safeDirectory().resolve(segment + ".done")).exists();
            server.assertNothingLostUnconfirmed();

            List<String> next = server.write(2);
            server.confirmAll(next);
            server.awaitArchived(next);
        }
    }

    /** A gate that takes five seconds and notes when it begins and how it ends. */
    private static String slowGate(EmbeddedPostgres server, Path safeDirectory) throws IOException {
        String gate = Gates.generated(server, safeDirectory).replace("%p %f", "\"$1\" \"$2\"");
        Path calls = server.data().resolveSibling("calls");
        Path slow = server.writeScript(
                "slow-gate",
                """
                #!/bin/sh
                echo "begin $2" >>%s
                sleep 5
                %s
                status=$?
                echo "end $2 $status" >>%s
                exit $status
                """
                        .formatted(calls, gate, calls));
        return slow + " %p %f";
    }
}
