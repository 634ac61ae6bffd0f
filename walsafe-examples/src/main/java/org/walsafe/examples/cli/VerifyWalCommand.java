package org.walsafe.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.walsafe.codec.CodecUnavailableException;
import org.walsafe.codec.DecodingException;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.EncryptedWalFileException;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.BackupHistory;
import org.walsafe.wal.BackupHistoryName;
import org.walsafe.wal.PartialSegmentName;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentReading;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.TimelineHistory;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code walsafe verify wal}: reads single WAL files record by record. */
@Command(
        name = "wal",
        description = {
            "Read WAL files page by page and record by record; they may be compressed.",
            "",
            "Consecutive segments, given one after another, are also checked for the link between them.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every file is whole",
            "1:a file is damaged, unfinished, or not what its name says",
            "2:it cannot be told: encrypted, of an unknown version; or wrong arguments",
            "3:a file could not be read"
        })
final class VerifyWalCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "WAL files, each under its own name.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private JsonOption json = new JsonOption();

    private WalReader reader = new WalReader();

    VerifyWalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        VerifyStatus status = VerifyStatus.GOOD;
        for (Path file : files) {
            status = status.and(verify(file));
        }
        return status.code();
    }

    private VerifyStatus verify(Path file) throws IOException {
        WalFileName name = nameOf(file);
        try (InputStream stored = Files.newInputStream(file);
                DecodingStream content = DecodingStream.open(stored, file.toString(), SegmentSize.LARGEST.bytes())) {
            if (name instanceof SegmentName segment) {
                return show(name, readSegment(segment, content));
            }
            if (name instanceof PartialSegmentName partial) {
                return show(name, new WalReader().read(partial, content));
            }
            return readHistory(name, content);
        } catch (EncryptedWalFileException | CodecUnavailableException e) {
            return show(name, VerifyStatus.CANNOT_TELL, String.valueOf(e.getMessage()));
        } catch (DecodingException | WalSafeException e) {
            return show(name, VerifyStatus.DAMAGE, String.valueOf(e.getMessage()));
        }
    }

    /** The name of a WAL file, which a path's last step must be. */
    static WalFileName nameOf(Path file) {
        Path last = file.getFileName();
        return WalFileName.parse(last == null ? "" : last.toString());
    }

    private SegmentReading readSegment(SegmentName segment, InputStream content) throws IOException {
        if (!reader.canRead(segment)) {
            reader = new WalReader();
        }
        return reader.read(segment, content);
    }

    private VerifyStatus readHistory(WalFileName name, InputStream content) throws IOException {
        byte[] bytes = content.readNBytes(TimelineHistory.MAX_BYTES + 1);
        if (name instanceof TimelineHistoryName history) {
            return show(
                    name,
                    VerifyStatus.GOOD,
                    "branched off timeline "
                            + TimelineHistory.parse(history, bytes).parent());
        }
        BackupHistory backup = BackupHistory.parse(((BackupHistoryName) name).text(), bytes);
        return show(
                name,
                VerifyStatus.GOOD,
                "the history of a backup from " + backup.start().lsn());
    }

    private VerifyStatus show(WalFileName name, SegmentReading reading) {
        boolean whole = reading instanceof SegmentReading.Complete
                || (reading instanceof SegmentReading.Unfinished && name instanceof PartialSegmentName);
        boolean unknown = reading instanceof SegmentReading.UnknownVersion;
        return show(
                name,
                whole ? VerifyStatus.GOOD : unknown ? VerifyStatus.CANNOT_TELL : VerifyStatus.DAMAGE,
                reading.toString());
    }

    private VerifyStatus show(WalFileName name, VerifyStatus status, String detail) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("file", name.text());
        fields.put("verdict", status.toString());
        fields.put("detail", detail);
        terminal.print(json.form(), name + ": " + status + ": " + detail, fields);
        return status;
    }
}
