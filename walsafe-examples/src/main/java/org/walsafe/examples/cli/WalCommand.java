package org.walsafe.examples.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walsafe wal}: names and positions, computed without a server. */
@Command(
        name = "wal",
        description = "Compute names of WAL files and positions in the log.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:answered", "2:wrong arguments, or a name that no PostgreSQL writes"})
final class WalCommand implements Runnable {

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable") // for its --help
    private JsonOption json = new JsonOption();

    WalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command was given");
    }

    /** How the log of the cluster in question is cut into segments. */
    static final class GeometryOption {

        @Option(
                names = "--segment-size",
                paramLabel = "MB",
                defaultValue = "16",
                description = "Size of a segment in megabytes, a power of two from 1 to 1024 (default: 16).")
        private int megabytes;

        @Option(
                names = "--postgresql-9.2",
                description = "Number segments as 9.2 did, which skips the last of each log.")
        private boolean skipsLast;

        WalGeometry geometry() {
            SegmentNumbering numbering = skipsLast ? SegmentNumbering.SKIPS_LAST_SEGMENT : SegmentNumbering.CONTINUOUS;
            return new WalGeometry(SegmentSize.of(megabytes * 1024L * 1024L), numbering);
        }
    }

    @Command(name = "parse", description = "Say what a WAL file's name means.")
    int parse(
            @Parameters(paramLabel = "FILE", description = "A WAL file's name.") String file,
            @Mixin GeometryOption cluster,
            @Mixin JsonOption form) {
        WalFileName name = WalFileName.parse(file);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", name.text());
        fields.put("timeline", Integer.toUnsignedLong(name.timeline().value()));
        if (name instanceof SegmentName segment) {
            fields.put("kind", "segment");
            fields.put("start", cluster.geometry().startOf(segment).toString());
        } else if (name instanceof PartialSegmentName partial) {
            fields.put("kind", "partial segment");
            fields.put("start", cluster.geometry().startOf(partial.segment()).toString());
        } else if (name instanceof TimelineHistoryName) {
            fields.put("kind", "timeline history");
        } else if (name instanceof BackupHistoryName) {
            fields.put("kind", "backup history");
        }
        StringBuilder text = new StringBuilder();
        fields.forEach((key, value) ->
                text.append(text.isEmpty() ? "" : ", ").append(key).append(' ').append(value));
        terminal.print(form.form(), text.toString(), fields);
        return ExitStatus.DONE.code();
    }

    @Command(name = "next", description = "Name the segment that follows one on its timeline.")
    int next(
            @Parameters(paramLabel = "SEGMENT", description = "A segment's name.") String segment,
            @Mixin GeometryOption cluster,
            @Mixin JsonOption form) {
        print(cluster.geometry().next(SegmentName.parse(segment)), form);
        return ExitStatus.DONE.code();
    }

    @Command(name = "range", description = "Name all segments from one to another.")
    int range(
            @Parameters(paramLabel = "FIRST", description = "The first segment's name.") String first,
            @Parameters(paramLabel = "LAST", description = "The last segment's name.") String last,
            @Mixin GeometryOption cluster,
            @Mixin JsonOption form) {
        for (SegmentName segment : cluster.geometry().range(SegmentName.parse(first), SegmentName.parse(last))) {
            print(segment, form);
        }
        return ExitStatus.DONE.code();
    }

    @Command(name = "of", description = "Name the segment that holds a position.")
    int of(
            @Parameters(paramLabel = "LSN", description = "A position, such as 16/B374D848.") String lsn,
            @Option(
                            names = "--timeline",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "The timeline, in decimal (default: 1).")
                    long timeline,
            @Mixin GeometryOption cluster,
            @Mixin JsonOption form) {
        print(cluster.geometry().segmentAt(TimelineId.of(timeline), Lsn.parse(lsn)), form);
        return ExitStatus.DONE.code();
    }

    private void print(SegmentName segment, JsonOption form) {
        terminal.print(form.form(), segment.text(), Map.of("file", segment.text()));
    }
}
