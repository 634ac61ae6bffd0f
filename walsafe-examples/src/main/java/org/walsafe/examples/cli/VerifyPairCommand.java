package org.walsafe.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.walsafe.codec.DecodingStream;
import org.walsafe.wal.SegmentComparison;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code walsafe verify pair}: explains what makes two segments of one name differ. */
@Command(
        name = "pair",
        description = {
            "Explain what makes two segments of one name differ, record by record; they may be compressed.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:they are identical, or hold the same records",
            "1:one ends earlier, they go on differently, or one is damaged",
            "2:wrong arguments",
            "3:a file could not be read"
        })
final class VerifyPairCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "FIRST", description = "A segment, under its own name.")
    private Path first = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "SECOND",
            description = "Another file of that segment; its name, up to the first dot, must be the same.")
    private Path second = Path.of("");

    @Mixin
    private JsonOption json = new JsonOption();

    VerifyPairCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        SegmentName name = SegmentName.parse(VerifyWalCommand.nameOf(first).text());
        if (!String.valueOf(second.getFileName()).startsWith(name.text())) {
            throw new IllegalArgumentException(second + " is not named after segment " + name);
        }
        try (InputStream one = open(first);
                InputStream other = open(second)) {
            SegmentComparison comparison = SegmentComparison.compare(name, one, other);
            String kind = comparison.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            terminal.print(
                    json.form(),
                    name + ": " + comparison,
                    Map.of("file", name.text(), "comparison", kind, "detail", comparison.toString()));
            boolean same = comparison instanceof SegmentComparison.Identical
                    || comparison instanceof SegmentComparison.SameRecords;
            return (same ? VerifyStatus.GOOD : VerifyStatus.DAMAGE).code();
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream stored = Files.newInputStream(file);
        try {
            return DecodingStream.open(stored, file.toString(), SegmentSize.LARGEST.bytes());
        } catch (IOException e) {
            stored.close();
            throw e;
        }
    }
}
