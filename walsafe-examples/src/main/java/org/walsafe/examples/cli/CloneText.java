package org.walsafe.examples.cli;

import java.util.Locale;
import java.util.StringJoiner;
import org.walsafe.clone.CloneReport;
import org.walsafe.clone.copy.CopyReport;

/** The report of a clone, for people. */
final class CloneText {

    private static final double MEGABYTE = 1e6;
    private static final double SECOND = 1e9;

    private CloneText() {}

    static String of(CloneReport report) {
        CopyReport copy = report.copy();
        StringJoiner text = new StringJoiner(System.lineSeparator());
        text.add("standby clone (from Barman) complete: " + report.dataDirectory() + " from the backup "
                + report.backup());
        text.add(String.format(
                Locale.ROOT,
                "  copied %d files, %.1f MB; kept %d files, %.1f MB; %.1f s",
                copy.filesCopied(),
                copy.bytesCopied() / MEGABYTE,
                copy.filesKept(),
                copy.bytesKept() / MEGABYTE,
                report.duration().toNanos() / SECOND));
        copy.verifiedBy()
                .forEach((by, files) -> text.add("  verified " + files + " files by "
                        + by.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        if (!copy.skipped().isEmpty()) {
            text.add("  left out: " + String.join(", ", copy.skipped()));
        }
        report.createdSlot().ifPresent(slot -> text.add("  created the replication slot " + slot));
        report.notes().forEach(note -> text.add("  " + note));
        text.add("  to replay: " + report.wal().segments() + " segments, from "
                + report.wal().first() + " to " + report.wal().last());
        text.add("the server was not started; start it with:");
        text.add("  " + report.start());
        return text.toString();
    }
}
