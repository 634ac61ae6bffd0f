package org.walsafe.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.WalFileName;

/**
 * A ledger in a file of this machine, one line for each file found good: name, size and time of the directory entry, level,
 * SHA-256 of the stored bytes, and the SHA-256 of the line before and this one together. A line that is changed, left out or
 * put in breaks this chain, and a ledger whose chain is broken is put aside ({@code <name>.broken}) and not believed. Who
 * rewrites all of it changes its {@link #head()}, which every report names.
 *
 * <p>What it cannot notice is a file that was changed and given its old size and time again: verify without the ledger, now and
 * then.
 *
 * <p>A line is appended as soon as a file is found good, so that a verification that was interrupted goes on where it was. Only
 * one process may use a ledger at a time.
 *
 * <p>Thread-safe. {@link #record} and {@link #close} block as the file does.
 *
 * @since 0.1.0
 */
public final class LedgerFile implements VerificationLedger, AutoCloseable {

    private static final String TITLE = "walsafe-ledger 1 ";
    private static final int FIELDS = 6;

    private final Map<WalFileName, Entry> entries = new HashMap<>();
    private final FileChannel out;
    private final Trust trust;
    private final Optional<String> broken;
    private String head;

    /** Whether a verification goes by what the ledger remembers. */
    public enum Trust {
        /** Files that it knows are not read. */
        BELIEVE,
        /** Every file is read; what is found good is recorded. */
        RECORD_ONLY
    }

    private record Entry(StoredFile stored, VerificationLevel level) {}

    private LedgerFile(Path file, String archive, Trust trust) throws IOException {
        this.trust = trust;
        this.head =
                Sha256.of((TITLE + archive).getBytes(StandardCharsets.UTF_8)).hex();
        Reading reading = read(file, archive);
        broken = reading.broken();
        if (broken.isPresent()) {
            entries.clear();
            head = Sha256.of((TITLE + archive).getBytes(StandardCharsets.UTF_8)).hex();
            Files.move(file, file.resolveSibling(file.getFileName() + ".broken"), StandardCopyOption.REPLACE_EXISTING);
        }
        out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (broken.isPresent() || reading.wholeBytes() == 0) {
            append(TITLE + archive + "\n");
        } else {
            out.truncate(reading.wholeBytes());
            out.position(reading.wholeBytes());
        }
    }

    /**
     * Opens a ledger, or begins one.
     *
     * @param file the file
     * @param archive where the archive is, which the ledger is for
     * @param trust whether to go by it
     * @return the ledger, to be closed
     * @throws IOException when it cannot be read or written
     */
    public static LedgerFile open(Path file, String archive, Trust trust) throws IOException {
        return new LedgerFile(file, archive.replaceAll("\\p{Cntrl}", "?"), trust);
    }

    /** {@return the end of the chain: the same for the same ledger only} */
    public synchronized String head() {
        return head;
    }

    /** {@return why the ledger that was there was not believed, where that is so} */
    public Optional<String> broken() {
        return broken;
    }

    /** {@inheritDoc} What has been recorded since the ledger was opened counts only once it is opened again. */
    @Override
    public synchronized boolean knows(WalFileName file, StoredFile stored, VerificationLevel level) {
        Entry entry = entries.get(file);
        return trust == Trust.BELIEVE
                && entry != null
                && entry.stored().equals(stored)
                && entry.level().includes(level);
    }

    /**
     * Appends a line.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    @Override
    public synchronized void record(WalFileName file, StoredFile stored, VerificationLevel level, Sha256 content) {
        String line = String.join(
                "\t",
                file.text(),
                Long.toString(stored.size()),
                stored.modified().toString(),
                level.name(),
                content.hex());
        head = chained(head, line);
        try {
            append(line + "\t" + head + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger cannot be written: " + e.getMessage(), e);
        }
    }

    private void append(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    private static String chained(String before, String line) {
        return Sha256.of((before + line).getBytes(StandardCharsets.UTF_8)).hex();
    }

    private record Reading(long wholeBytes, Optional<String> broken) {}

    private Reading read(Path file, String archive) throws IOException {
        long whole = 0;
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String title = lines.readLine();
            if (title == null) {
                return new Reading(0, Optional.empty());
            }
            if (!title.equals(TITLE + archive)) {
                return new Reading(0, Optional.of("it is no ledger of this archive"));
            }
            long size = Files.size(file);
            whole = length(title);
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                boolean torn = whole + length(line) > size;
                if (torn) {
                    return new Reading(whole, Optional.empty());
                }
                if (!take(line)) {
                    return new Reading(0, Optional.of("its chain is broken in the line that begins at byte " + whole));
                }
                whole += length(line);
            }
        } catch (NoSuchFileException notBegun) {
            return new Reading(0, Optional.empty());
        }
        return new Reading(whole, Optional.empty());
    }

    private static long length(String line) {
        return line.getBytes(StandardCharsets.UTF_8).length + 1L;
    }

    private boolean take(String line) {
        String[] fields = line.split("\t", -1);
        int chain = line.lastIndexOf('\t');
        if (fields.length != FIELDS || !chained(head, line.substring(0, chain)).equals(fields[FIELDS - 1])) {
            return false;
        }
        try {
            StoredFile stored = new StoredFile(Long.parseLong(fields[1]), Instant.parse(fields[2]));
            entries.put(WalFileName.parse(fields[0]), new Entry(stored, VerificationLevel.valueOf(fields[3])));
        } catch (IllegalArgumentException | DateTimeException | WalSafeException noEntry) {
            return false;
        }
        head = fields[FIELDS - 1];
        return true;
    }

    /** Makes it durable. */
    @Override
    public synchronized void close() throws IOException {
        try (out) {
            out.force(true);
        }
    }
}
