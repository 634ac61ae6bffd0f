package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.wal.WalFileName;

class ReconcileStatusFileTest {

    private static final Instant NOW = InMemoryPrimary.NOW;

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000003");

    private static final ReconcileStatus STARTING = ReconcileStatus.starting(NOW);

    @Test
    void whatIsUnknownIsNull() {
        assertThat(ReconcileStatusFile.json(STARTING))
                .isEqualTo(
                        """
                        {"state": "STARTING", "at": "2026-11-20T10:00:00Z", "started_at": "2026-11-20T10:00:00Z", \
                        "passes": 0, "confirmed": 0, "withdrawn": 0, "last_success": null, "waiting": null, \
                        "unconfirmed": null, "oldest_unconfirmed": null, "findings": null, "finding_examples": [], \
                        "last_failure": null}
                        """);
    }

    @Test
    void tellsOfTheLastPassAndTheLastFailure() {
        ReconcileReport report = new ReconcileReport(
                NOW.plusSeconds(1),
                Duration.ofMillis(3),
                7,
                5,
                0,
                4,
                0,
                2,
                Optional.of(new OldestUnconfirmed(SEGMENT, Optional.of(NOW.minusSeconds(10)))),
                List.of(
                        new ReconcileFinding(ReconcileFinding.Kind.CONFLICT, SEGMENT, "a \"quoted\"\nsentence é"),
                        new ReconcileFinding(ReconcileFinding.Kind.MISSING, SEGMENT, "gone")),
                2,
                0);
        ReconcileFailure failure =
                new ReconcileFailure(ReconcileState.PRIMARY_AWAY, NOW, "no route to host", Optional.of("Wait."));

        assertThat(ReconcileStatusFile.json(STARTING.after(failure).after(report, NOW.plusSeconds(2))))
                .isEqualTo(
                        """
                        {"state": "WORKING", "at": "2026-11-20T10:00:02Z", "started_at": "2026-11-20T10:00:00Z", \
                        "passes": 1, "confirmed": 5, "withdrawn": 4, "last_success": "2026-11-20T10:00:01Z", \
                        "waiting": 7, "unconfirmed": 2, "oldest_unconfirmed": \
                        {"file": "000000010000000000000003", "since": "2026-11-20T09:59:50Z", "age_seconds": 12}, \
                        "findings": 2, "finding_examples": [{"kind": "CONFLICT", "file": "000000010000000000000003", \
                        "sentence": "a \\"quoted\\"\\u000asentence \\u00e9"}, {"kind": "MISSING", \
                        "file": "000000010000000000000003", "sentence": "gone"}], "last_failure": \
                        {"state": "PRIMARY_AWAY", "at": "2026-11-20T10:00:00Z", "message": "no route to host", \
                        "hint": "Wait."}}
                        """);
    }

    @Test
    void replacesTheFileAsAWhole(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("status.json");
        ReconcileStatusFile sink = new ReconcileStatusFile(new LocalHost(), HostPath.of(file.toString()));

        sink.publish(STARTING);
        sink.publish(STARTING.in(ReconcileState.STOPPED, NOW));

        assertThat(file).content().contains("STOPPED");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void saysWhenTheDirectoryIsNotThere(@TempDir Path directory) {
        ReconcileStatusFile sink =
                new ReconcileStatusFile(new LocalHost(), HostPath.of(directory + "/missing/status.json"));

        assertThatThrownBy(() -> sink.publish(STARTING)).isInstanceOf(NoSuchFileException.class);
    }
}
