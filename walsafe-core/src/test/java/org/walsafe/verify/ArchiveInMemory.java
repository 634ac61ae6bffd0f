package org.walsafe.verify;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.walsafe.barman.RejectedFile;
import org.walsafe.barman.XlogDbLine;
import org.walsafe.tck.SyntheticWal;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

/** An archive for tests, filled and damaged at will. */
final class ArchiveInMemory implements ArchiveSource {

    static final SystemIdentifier CLUSTER = SystemIdentifier.parse("7361234567890123456");
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Instant LONG_AGO = Instant.parse("2026-11-01T12:00:00Z");

    final Map<String, byte[]> files = new TreeMap<>();
    final Map<String, Instant> modified = new HashMap<>();
    final Set<WalFileName> arriving = new HashSet<>();
    final Map<String, byte[]> rejected = new TreeMap<>();
    final List<String> catalogue = new ArrayList<>();
    final List<BackupSpan> backups = new ArrayList<>();
    final Set<String> unreadable = new HashSet<>();

    /** A log of segments of 1 MiB, each with a few records and a switch. */
    static SyntheticWal log(PostgresMajor major, String first) {
        return new SyntheticWal(major, CLUSTER, SegmentSize.SMALLEST, SegmentName.parse(first));
    }

    static void fill(SyntheticWal log, int segments) {
        for (int i = 0; i < segments; i++) {
            log.record(new byte[1000 + i]);
            log.record(new byte[20_000]);
            log.switchSegment();
        }
    }

    /** The archive of a cluster that was never promoted. */
    static ArchiveInMemory of(PostgresMajor major, String first, int segments) {
        SyntheticWal log = log(major, first);
        fill(log, segments);
        return new ArchiveInMemory().add(log);
    }

    ArchiveInMemory add(SyntheticWal log) {
        log.files().forEach((name, content) -> files.put(name.text(), content));
        return this;
    }

    ArchiveInMemory history(int timeline, String text) {
        files.put(TimelineId.of(timeline).toHex() + ".history", text.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    ArchiveInMemory without(String... names) {
        List.of(names).forEach(files::remove);
        return this;
    }

    @Override
    public String location() {
        return "memory:/archive";
    }

    @Override
    public Optional<SystemIdentifier> systemIdentifier() {
        return Optional.empty();
    }

    @Override
    public void list(Consumer<WalFileName> taker, Consumer<String> strangers) {
        for (String name : files.keySet()) {
            WalFileName.tryParse(name).ifPresentOrElse(taker, () -> strangers.accept(name));
        }
    }

    @Override
    public Optional<StoredFile> find(WalFileName file) {
        return Optional.ofNullable(files.get(file.text()))
                .map(content -> new StoredFile(content.length, modified.getOrDefault(file.text(), LONG_AGO)));
    }

    @Override
    public InputStream open(WalFileName file) throws IOException {
        byte[] content = files.get(file.text());
        if (content == null) {
            throw new NoSuchFileException(file.text());
        }
        if (unreadable.contains(file.text())) {
            throw new IOException("the disk does not answer");
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public Set<WalFileName> arriving() {
        return arriving;
    }

    @Override
    public List<RejectedFile> rejected() {
        return rejected.keySet().stream().map(RejectedFile::parse).toList();
    }

    @Override
    public InputStream open(RejectedFile file) throws IOException {
        byte[] content = rejected.get(file.fileName());
        if (content == null) {
            throw new NoSuchFileException(file.fileName());
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public boolean readCatalogue(Consumer<XlogDbLine> taker) {
        long number = 0;
        for (String line : catalogue) {
            taker.accept(XlogDbLine.parse(++number, line));
        }
        return !catalogue.isEmpty();
    }

    @Override
    public List<BackupSpan> backups() {
        return backups;
    }
}
