package org.walsafe.reconcile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.walsafe.archive.PgWalDirectory;
import org.walsafe.host.BoundedText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/**
 * PostgreSQL's own WAL files in its data directory on a host.
 *
 * <p>Digests are made there by {@code sha256sum}, so that no content crosses the connection; where the host has no such
 * command, the file is read.
 *
 * <p>Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class PrimaryWalDirectory implements PrimaryWal {

    private static final int COMMAND_NOT_FOUND = 127;

    private final Host host;
    private final HostPath dataDirectory;
    private volatile boolean hasSha256sum = true;

    /**
     * The files of the cluster in {@code dataDirectory}; nothing is read yet.
     *
     * @param host the machine that PostgreSQL runs on; stays the caller's to close
     * @param dataDirectory the cluster's data directory
     */
    public PrimaryWalDirectory(Host host, HostPath dataDirectory) {
        this.host = host;
        this.dataDirectory = dataDirectory;
    }

    @Override
    public String location() {
        return host.name() + ":" + dataDirectory;
    }

    @Override
    public Optional<ContentDigest> digest(WalFileName file) throws IOException {
        HostPath path = path(file);
        Optional<FileStatus> status = host.files().status(path);
        if (status.isEmpty()) {
            return Optional.empty();
        }
        if (hasSha256sum) {
            Optional<Sha256> sha256 = sha256sum(path);
            if (sha256.isPresent()) {
                return Optional.of(new ContentDigest(status.get().size(), sha256.get()));
            }
        }
        return digestByReading(file);
    }

    /** Empty when the command is missing, or failed for a reason that reading the file will show better. */
    private Optional<Sha256> sha256sum(HostPath path) throws IOException {
        BoundedText output = new BoundedText(BoundedText.FEW_LINES);
        CommandResult result = host.run(Command.of("sha256sum", "--", path.value()), output);
        if (result.ending() instanceof CommandEnding.Exited exited && exited.status() == COMMAND_NOT_FOUND) {
            hasSha256sum = false;
        }
        return result.succeeded() ? digestIn(output.toString(StandardCharsets.US_ASCII)) : Optional.empty();
    }

    /** The output is {@code <digest>  <path>}, with a backslash before it where the path has unusual characters. */
    private static Optional<Sha256> digestIn(String output) {
        int start = output.startsWith("\\") ? 1 : 0;
        int end = output.indexOf(' ');
        return end > start && Sha256.isDigest(output.substring(start, end))
                ? Optional.of(new Sha256(output.substring(start, end)))
                : Optional.empty();
    }

    private Optional<ContentDigest> digestByReading(WalFileName file) throws IOException {
        Optional<InputStream> opened = open(file);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = opened.get()) {
            ContentDigester digester = new ContentDigester();
            digester.takeAll(in);
            return Optional.of(digester.finish());
        }
    }

    @Override
    public Optional<InputStream> open(WalFileName file) throws IOException {
        HostPath path = path(file);
        try {
            return Optional.of(host.files().read(path, 0));
        } catch (NoSuchFileException recycled) {
            return Optional.empty();
        }
    }

    private HostPath path(WalFileName file) throws IOException {
        return PgWalDirectory.find(host, dataDirectory).path().child(file.text());
    }
}
