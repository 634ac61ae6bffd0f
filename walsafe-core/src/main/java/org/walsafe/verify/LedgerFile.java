package org.walsafe.verify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.wal.Sha256;

/**
 * A ledger in a file of this machine, one line for each file found good: name, size, time and inode of the directory entry, level,
 * the sum of the stored bytes, and the SHA-256 of the line before and this one together. A line that is changed, left out or
 * put in breaks this chain, and a ledger whose chain is broken is put aside ({@code <name>.broken}) and not believed. Who
 * rewrites all of it changes its {@link #head()}, which is to be noted elsewhere.
 *
 * <p>What it cannot notice is a file that was changed in its place and given its old size and time again, or bytes that a disk
 * lost: verify without the ledger, now and then.
 *
 * <p>A line is appended as soon as a file is found good, so that a verification that was interrupted goes on where it was. The
 * file is locked while it is open: only one process uses a ledger at a time. One ledger serves the archive of a server and its
 * base backups.
 *
 * <p>Thread-safe. {@link #record} and {@link #close} block as the file does.
 *
 * @since 0.1.0
 */
public final class LedgerFile implements VerificationLedger, AutoCloseable {

    private static final String TITLE = "walsafe-ledger 1 ";
    private static final int FIELDS = 7;
    private static final String NO_INODE = "-";

    private final Map<String, Entry> entries = new HashMap<>();
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

    private record Entry(StoredFile stored, VerificationLevel level, String content) {}

    private LedgerFile(Path file, String archive, Trust trust, FileChannel channel) throws IOException {
        this.trust = trust;
        this.out = channel;
        this.head =
                Sha256.of((TITLE + archive).getBytes(StandardCharsets.UTF_8)).hex();
        Reading reading = read(archive);
        broken = reading.broken();
        if (broken.isPresent()) {
            entries.clear();
            head = Sha256.of((TITLE + archive).getBytes(StandardCharsets.UTF_8)).hex();
            putAside(file.resolveSibling(file.getFileName() + ".broken"));
        }
        long kept = broken.isPresent() ? 0 : reading.wholeBytes();
        out.truncate(kept);
        out.position(kept);
        if (kept == 0) {
            append(TITLE + archive + "\n");
        }
    }

    /** To open the file anew and close it would end the lock, here and wherever else it is read. */
    private void putAside(Path aside) throws IOException {
        try (FileChannel copy = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.transferTo(0, out.size(), copy);
        }
    }

    /**
     * Opens a ledger, or begins one.
     *
     * @param file the file
     * @param archive where the archive is, which the ledger is for
     * @param trust whether to go by it
     * @return the ledger, to be closed
     * @throws IOException when it cannot be read or written, or another verification uses it
     */
    public static LedgerFile open(Path file, String archive, Trust trust) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            lock(channel, file);
            return new LedgerFile(file, archive.replaceAll("\\p{Cntrl}", "?"), trust, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The lock goes when the file is closed. */
    @SuppressWarnings("resource")
    private static void lock(FileChannel channel, Path file) throws IOException {
        boolean locked;
        try {
            locked = channel.tryLock() != null;
        } catch (OverlappingFileLockException here) {
            locked = false;
        }
        if (!locked) {
            throw new IOException("the ledger " + file + " is used by another verification");
        }
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
    public synchronized Optional<String> known(String file, StoredFile stored, VerificationLevel level) {
        return Optional.ofNullable(entries.get(file))
                .filter(entry -> trust == Trust.BELIEVE
                        && entry.stored().equals(stored)
                        && entry.level().includes(level))
                .map(Entry::content);
    }

    /**
     * Appends a line.
     *
     * @throws UncheckedIOException when it cannot be written
     */
    @Override
    public synchronized void record(String file, StoredFile stored, VerificationLevel level, String content) {
        String line = String.join(
                "\t",
                escaped(file),
                Long.toString(stored.size()),
                stored.modified().toString(),
                stored.inode().isPresent() ? Long.toString(stored.inode().getAsLong()) : NO_INODE,
                level.name(),
                content);
        head = chained(head, line);
        try {
            append(line + "\t" + head + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger cannot be written: " + e.getMessage(), e);
        }
    }

    /** Names of backups' files hold any character; as it is kept here, a name is one field of one line. */
    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("%2F", "/");
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

    private Reading read(String archive) throws IOException {
        BufferedReader lines = new BufferedReader(Channels.newReader(out, StandardCharsets.UTF_8));
        String title = lines.readLine();
        if (title == null) {
            return new Reading(0, Optional.empty());
        }
        if (!title.equals(TITLE + archive)) {
            return new Reading(0, Optional.of("it is no ledger of this archive"));
        }
        long whole = length(title);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            boolean torn = whole + length(line) > out.size();
            if (torn) {
                return new Reading(whole, Optional.empty());
            }
            if (!take(line)) {
                return new Reading(0, Optional.of("its chain is broken in the line that begins at byte " + whole));
            }
            whole += length(line);
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
            OptionalLong inode =
                    fields[3].equals(NO_INODE) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[3]));
            StoredFile stored = new StoredFile(Long.parseLong(fields[1]), Instant.parse(fields[2]), inode);
            entries.put(
                    URLDecoder.decode(fields[0], StandardCharsets.UTF_8),
                    new Entry(stored, VerificationLevel.valueOf(fields[4]), fields[5]));
        } catch (IllegalArgumentException | DateTimeException noEntry) {
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
