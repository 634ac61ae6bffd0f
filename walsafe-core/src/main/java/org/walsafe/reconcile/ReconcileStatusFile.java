package org.walsafe.reconcile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.PublishMode;

/**
 * Keeps a loop's status in a JSON file, replaced as a whole each time, for monitoring to read.
 *
 * <p>One object; times are ISO 8601 in UTC, durations in seconds, what is unknown is {@code null}:
 *
 * <pre>
 * { "state": "WORKING", "at": "2026-11-20T10:00:00Z", "started_at": …, "passes": 17, "confirmed": 345, "withdrawn": 290,
 *   "last_success": …, "waiting": 3, "unconfirmed": 2,
 *   "oldest_unconfirmed": { "file": "0000000100000000000000A1", "since": …, "age_seconds": 12 },
 *   "findings": 1, "finding_examples": [ { "kind": "CONFLICT", "file": …, "sentence": … } ],
 *   "last_failure": { "state": "PRIMARY_AWAY", "at": …, "message": …, "hint": … } }
 * </pre>
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class ReconcileStatusFile implements ReconcileStatusSink {

    private static final int FINDINGS_SHOWN = 10;

    private final Host host;
    private final HostPath file;

    /**
     * A status file; nothing is written yet.
     *
     * @param host the machine it is on, as a rule the local one; stays the caller's to close
     * @param file its path; the directory must be there
     */
    public ReconcileStatusFile(Host host, HostPath file) {
        this.host = host;
        this.file = file;
    }

    @Override
    public void publish(ReconcileStatus status) throws IOException {
        byte[] json = json(status).getBytes(StandardCharsets.UTF_8);
        host.files().publish(file, out -> out.write(json), PublishMode.REPLACE);
    }

    static String json(ReconcileStatus status) {
        JsonText json = new JsonText();
        json.object(() -> {
            json.field("state", status.state());
            json.field("at", status.at());
            json.field("started_at", status.startedAt());
            json.field("passes", status.passes());
            json.field("confirmed", status.confirmed());
            json.field("withdrawn", status.withdrawn());
            json.field("last_success", status.lastReport().map(ReconcileReport::at));
            json.field("waiting", status.lastReport().map(ReconcileReport::waiting));
            json.field("unconfirmed", status.lastReport().map(ReconcileReport::unconfirmed));
            json.name("oldest_unconfirmed");
            status.lastReport()
                    .flatMap(ReconcileReport::oldest)
                    .ifPresentOrElse(oldest -> oldest(json, oldest, status), json::nothing);
            json.field("findings", status.lastReport().map(ReconcileReport::findingCount));
            json.name("finding_examples");
            json.array(() -> status.lastReport().stream()
                    .flatMap(report -> report.findings().stream())
                    .limit(FINDINGS_SHOWN)
                    .forEach(finding -> finding(json, finding)));
            json.name("last_failure");
            status.lastFailure().ifPresentOrElse(failure -> failure(json, failure), json::nothing);
        });
        return json + "\n";
    }

    private static void oldest(JsonText json, OldestUnconfirmed oldest, ReconcileStatus status) {
        json.object(() -> {
            json.field("file", oldest.file());
            json.field("since", oldest.since());
            json.field("age_seconds", oldest.age(status.at()).map(age -> age.toSeconds()));
        });
    }

    private static void finding(JsonText json, ReconcileFinding finding) {
        json.object(() -> {
            json.field("kind", finding.kind());
            json.field("file", finding.file());
            json.field("sentence", finding.sentence());
        });
    }

    private static void failure(JsonText json, ReconcileFailure failure) {
        json.object(() -> {
            json.field("state", failure.state());
            json.field("at", failure.at());
            json.field("message", failure.message());
            json.field("hint", failure.hint());
        });
    }
}
