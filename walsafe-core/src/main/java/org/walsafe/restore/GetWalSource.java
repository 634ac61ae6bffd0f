package org.walsafe.restore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.restore.SourceAnswer.Extent;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * The {@code barman get-wal} command of Barman 2.0 to 3.17, run on the Barman host: what {@code barman-wal-restore} uses, too.
 *
 * <p>Barman ends with the same status for "no such WAL file" as for most failures. So a file counts as absent when Barman says
 * in so many words that it found none, or when {@code get-wal --peek} then succeeds without listing it.
 *
 * <p>Thread-safe. Blocks as long as the command runs; an open answer keeps it running until it is closed.
 *
 * @since 0.1.0
 */
public final class GetWalSource implements WalSource {

    /** A stalled transfer ends by the host's own time limits; this bounds one that trickles. */
    private static final Duration LONGEST_TRANSFER = Duration.ofHours(1);

    private static final int LONGEST_PEEK_BYTES = 64 << 10;

    private final Host host;
    private final BarmanServer server;
    private final Transfer transfer;
    private final PartialRetrieval partials;

    /**
     * Asks Barman; nothing is run yet.
     *
     * @param host where {@code barman} runs; stays the caller's to close
     * @param server whose files
     * @param transfer how Barman sends them
     * @param partials whether partial segments stand in for whole ones
     */
    public GetWalSource(Host host, BarmanServer server, Transfer transfer, PartialRetrieval partials) {
        this.host = host;
        this.server = server;
        this.transfer = transfer;
        this.partials = partials;
    }

    @Override
    public String location() {
        return "barman get-wal " + server.name() + " on " + host.name();
    }

    @Override
    public SourceAnswer open(WalFileName file, Deadline deadline) {
        Command command = new Command(getWal(file), Command.Stdin.NONE, LONGEST_TRANSFER);
        CommandOutput output = CommandOutput.start(host, command, location());
        try {
            if (output.hasBytes(deadline)) {
                Extent extent = partials == PartialRetrieval.INCLUDED ? Extent.PARTIAL : Extent.WHOLE;
                return new SourceAnswer.Found(output, file + " from " + location(), extent);
            }
            return withoutBytes(file, output.result(), deadline);
        } catch (IOException e) {
            output.close();
            return new SourceAnswer.CouldNotLook(SourceFailure.text(e));
        }
    }

    private List<String> getWal(WalFileName file) {
        List<String> options = new ArrayList<>();
        transfer.option().ifPresent(options::add);
        if (partials == PartialRetrieval.INCLUDED && file instanceof SegmentName) {
            options.add("--partial");
        }
        return server.getWal(options, file.text());
    }

    private SourceAnswer withoutBytes(WalFileName file, CommandResult result, Deadline deadline) throws IOException {
        if (result.succeeded()) {
            return new SourceAnswer.CouldNotLook(location() + " sent nothing of " + file);
        }
        if (!mayMeanAbsent(result)) {
            return new SourceAnswer.CouldNotLook(said(result));
        }
        if (result.stderrTail().contains("WAL file '" + file + "' not found in server '" + server.name() + "'")) {
            return new SourceAnswer.Absent(location());
        }
        Optional<String> listed = firstListed(file.text(), deadline);
        return listed.isPresent() && listed.get().equals(file.text())
                ? new SourceAnswer.CouldNotLook(said(result))
                : new SourceAnswer.Absent(location());
    }

    /** Status 1 is that of every failure that Barman reports in an orderly way; a shell that found no Barman has another. */
    private static boolean mayMeanAbsent(CommandResult result) {
        return result.ending() instanceof CommandEnding.Exited exited && exited.status() == 1;
    }

    private String said(CommandResult result) {
        String words = result.stderrTail().strip();
        int lastLine = words.lastIndexOf('\n') + 1;
        String complaint = words.isEmpty() ? "" : ": " + PrintableText.quoted(words.substring(lastLine));
        return location() + " " + result.ending().describe() + complaint;
    }

    /** {@return the first name that {@code get-wal --peek} lists from {@code name} on, or empty where it lists none} */
    private Optional<String> firstListed(String name, Deadline deadline) throws IOException {
        Duration rest = deadline.remaining();
        if (rest.isZero()) {
            throw new IOException(location() + " did not answer in time");
        }
        ByteArrayOutputStream listing = new BoundedOutput(LONGEST_PEEK_BYTES);
        CommandResult result =
                host.run(new Command(server.getWal(List.of("--peek", "1"), name), Command.Stdin.NONE, rest), listing);
        if (!result.succeeded()) {
            throw new IOException(said(result));
        }
        return listing.toString(StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .findFirst();
    }

    /**
     * {@inheritDoc} Barman lists nothing but what follows a name, so only the next names are tried: the next segment within the
     * same 4 GiB and the first one of the next; for a history, that of the next timeline.
     */
    @Override
    public LaterFile later(WalFileName absent, Deadline deadline) {
        try {
            for (String name : likely(absent)) {
                Optional<String> listed = firstListed(name, deadline);
                if (listed.isPresent() && LaterNames.isLater(listed.get(), absent)) {
                    return new LaterFile.Seen(listed.get());
                }
            }
            return new LaterFile.NoneSeen();
        } catch (IOException e) {
            return new LaterFile.CouldNotLook(SourceFailure.text(e));
        }
    }

    private static List<String> likely(WalFileName absent) {
        if (absent instanceof SegmentName segment) {
            return List.of(
                    new SegmentName(segment.timeline(), segment.log(), segment.segment() + 1).text(),
                    new SegmentName(segment.timeline(), segment.log() + 1, 0).text());
        }
        return absent instanceof TimelineHistoryName history
                ? List.of(new TimelineHistoryName(history.timeline().next()).text())
                : List.of();
    }
}
