package org.walsafe.verify.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.walsafe.verify.ArchiveReport;
import org.walsafe.verify.BackupReach;
import org.walsafe.verify.BackupReach.Consistency;
import org.walsafe.verify.BackupReport;
import org.walsafe.verify.BackupSpan;
import org.walsafe.verify.BackupSpan.Keeping;
import org.walsafe.verify.BackupTarget;
import org.walsafe.verify.Finding;
import org.walsafe.verify.FindingKind;
import org.walsafe.verify.Findings;
import org.walsafe.verify.TimelineLane;
import org.walsafe.verify.Verdict;
import org.walsafe.verify.VerificationLevel;
import org.walsafe.verify.Waiver;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SwitchPoint;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;
import org.xml.sax.InputSource;

class ReportsTest {

    private static final SegmentName FIRST = SegmentName.parse("000000010000000000000001");
    private static final SegmentName GAP = SegmentName.parse("000000010000000000000003");
    private static final SegmentName LAST = SegmentName.parse("000000010000000000000007");
    private static final SegmentName CHILD = SegmentName.parse("000000020000000000000007");
    private static final Waiver WAIVER =
            new Waiver(GAP, GAP, LocalDate.parse("2027-01-31"), "jane", "the <disk> burnt");
    private static final BackupSpan BACKUP =
            new BackupSpan("20261120T120000", FIRST, FIRST, Optional.empty(), Keeping.EVERYTHING_SINCE);

    private static ArchiveReport report(Findings findings) {
        WalGeometry geometry = WalGeometry.DEFAULT;
        return new ArchiveReport(
                "backup1:/srv/barman/<main>",
                VerificationLevel.RECORDS,
                Instant.parse("2026-11-20T12:00:00Z"),
                Duration.ofMillis(2500),
                Optional.of(SystemIdentifier.parse("7361234567890123456")),
                Optional.of(geometry),
                7,
                0,
                5L << 20,
                1234,
                List.of(
                        new TimelineLane(
                                TimelineId.FIRST,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(geometry.range(FIRST, LAST)),
                                6,
                                List.of(new TimelineLane.Missing(
                                        geometry.range(GAP, GAP), FindingKind.LOST, Optional.of(WAIVER)))),
                        new TimelineLane(
                                TimelineId.of(2),
                                Optional.of(TimelineId.FIRST),
                                Optional.of(new SwitchPoint.AtLsn(Lsn.parse("0/7000100"))),
                                Optional.of(geometry.range(CHILD, CHILD)),
                                1,
                                List.of())),
                List.of(new BackupReach(
                        BACKUP, TimelineId.of(2), Optional.of(FIRST), Optional.of(GAP), Consistency.REACHED)),
                findings);
    }

    private static Findings good() {
        return new Findings(Verdict.GOOD, List.of(), Map.of(), 0);
    }

    private static Findings waived() {
        Finding lost = new Finding(FindingKind.LOST, GAP.text(), "missing", Optional.of(WAIVER));
        return new Findings(Verdict.GOOD, List.of(lost), Map.of(), 1);
    }

    private static Findings damage() {
        Finding damaged = new Finding(FindingKind.DAMAGED, LAST.text(), "record | checksum");
        return new Findings(Verdict.DAMAGE, List.of(damaged), Map.of(FindingKind.DAMAGED, 1L), 0);
    }

    @Test
    void tellsPeopleEverything() {
        assertThat(TextReport.of(report(waived())).lines())
                .containsExactly(
                        "backup1:/srv/barman/<main>: good (losses waived: 1)",
                        "  7 segments of 16 MiB, cluster 7361234567890123456; read 5.0 MiB, 1234 records, 2.5 s",
                        "  timeline 1: 000000010000000000000001 to 000000010000000000000007, 6 segments",
                        "  timeline 2 (from 1 at 0/7000100): 000000020000000000000007 to 000000020000000000000007,"
                                + " 1 segment",
                        "  backup 20261120T120000: can be rolled forward to 000000010000000000000001, where"
                                + " 000000010000000000000003 is missing or damaged",
                        "damage  lost  000000010000000000000003: missing (waived by jane until 2027-01-31: the <disk>"
                                + " burnt)");
    }

    /** Who reads the form relies on these names. */
    @Test
    void keepsTheFormOfItsJson() throws IOException {
        List<String> names = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(JsonReport.of(report(waived())))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    names.add(json.currentName());
                }
            }
        }
        assertThat(names)
                .startsWith(
                        "schema",
                        "verdict",
                        "location",
                        "level",
                        "began",
                        "seconds",
                        "system_identifier",
                        "segment_size",
                        "segments",
                        "known",
                        "records",
                        "bytes_read",
                        "timelines")
                .contains("parent", "branched_at", "missing", "reachable", "obstacle", "consistent", "counts", "waived")
                .containsSubsequence(
                        "findings", "kind", "severity", "subject", "sentence", "waiver", "author", "reason");
        assertThat(JsonReport.of(report(good())))
                .startsWith("{\"schema\":\"walsafe.verify.archive/1\",\"verdict\":\"good\"")
                .contains("\"system_identifier\":\"7361234567890123456\"", "\"seconds\":2.5")
                .doesNotContain("\n");
    }

    @Test
    void tellsAMonitorWhatItUnderstands() {
        assertThat(MonitorLine.of(report(good())))
                .isEqualTo(new MonitorLine(
                        MonitorLine.State.OK,
                        "WALSAFE OK - backup1:/srv/barman/<main>: 7 segments on 2 timelines"
                                + "|segments=7 timelines=2 damage=0 doubt=0 waived=0"));
        assertThat(MonitorLine.of(report(waived())).state().exitStatus()).isEqualTo(1);
        MonitorLine critical = MonitorLine.of(report(damage()));
        assertThat(critical.state().exitStatus()).isEqualTo(2);
        assertThat(critical.text())
                .startsWith("WALSAFE CRITICAL - backup1:/srv/barman/<main>: " + LAST + ": record / checksum|")
                .contains("damage=1");
        Findings doubt = new Findings(Verdict.CANNOT_TELL, List.of(), Map.of(), 0);
        assertThat(MonitorLine.of(report(doubt)).state().exitStatus()).isEqualTo(3);
    }

    private static BackupReport report(BackupTarget target, Optional<BackupReach> reach, long known) {
        return new BackupReport(
                "backup 20261120T120000",
                VerificationLevel.FILES,
                target,
                Instant.parse("2026-11-20T12:00:00Z"),
                Duration.ofMillis(2500),
                Optional.of(SystemIdentifier.parse("7361234567890123456")),
                900,
                known,
                5L << 20,
                0,
                12,
                reach,
                good());
    }

    @Test
    void saysOfABackupWhatWasNotRead() {
        Optional<BackupReach> reach = Optional.of(
                new BackupReach(BACKUP, TimelineId.FIRST, Optional.of(LAST), Optional.empty(), Consistency.REACHED));

        assertThat(TextReport.of(report(BackupTarget.CONSISTENCY, reach, 3)).lines())
                .containsExactly(
                        "backup 20261120T120000: good",
                        "  900 files of cluster 7361234567890123456; read 5.0 MiB, 12 WAL records; 3 files known from the"
                                + " ledger, 2.5 s",
                        "  backup 20261120T120000: can be rolled forward to 000000010000000000000007, the end of the"
                                + " archive; of the WAL behind 000000010000000000000001 only names were looked at");
        assertThat(TextReport.of(report(BackupTarget.NEWEST, reach, 0)))
                .endsWith("the end of the archive")
                .doesNotContain("ledger");
        assertThat(TextReport.of(report(BackupTarget.CONSISTENCY, Optional.empty(), 0)))
                .endsWith("its WAL was not looked at, or could not be");
        assertThat(JsonReport.of(report(BackupTarget.NEWEST, reach, 3))).contains("\"files\":900,\"known\":3,");
    }

    /** What is there and cannot be replayed must be seen in its lane. */
    @Test
    void drawsDamagedSegmentsInTheirLane() {
        String page = HtmlReport.of(report(damage()));

        assertThat(page)
                .containsOnlyOnce("<rect class=\"damaged\"")
                .contains("<title>000000010000000000000007: record | checksum</title>")
                .contains("<path class=\"stop\"");
        Finding unread = new Finding(FindingKind.NOT_READ, CHILD.text(), "permission denied");
        Finding elsewhere = new Finding(FindingKind.NOT_READ, "backup_manifest", "permission denied");
        Findings doubt =
                new Findings(Verdict.CANNOT_TELL, List.of(unread, elsewhere), Map.of(FindingKind.NOT_READ, 2L), 0);
        assertThat(HtmlReport.of(report(doubt)))
                .containsOnlyOnce("<rect class=\"untold\"")
                .doesNotContain("<rect class=\"damaged\"");
    }

    @Test
    void drawsThePictureOnAPageOfItsOwn() throws Exception {
        String page = HtmlReport.of(report(waived()));

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("timeline 1", "timeline 2", "class=\"held\"", "class=\"waived\"", "class=\"branch\"")
                .contains("class=\"reach\"", "the &lt;disk&gt; burnt", "&lt;main&gt;")
                .doesNotContain("<main>", "<script", "http:", "https:", "url(");
        String svg = page.substring(page.indexOf("<svg"), page.indexOf("</svg>") + "</svg>".length());
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }
}
