package org.walsafe.examples.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.walsafe.codec.WalCodec;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalGeometry;

/** Verifying an archive, beside {@code pg_waldump}; all files are in the page cache. */
final class VerifyArchiveContest {

    /** 4 GiB of segments of 16 MiB. */
    private static final int SEGMENTS = 256;

    private static final int NAMES = 1_000_000;
    private static final int NAMES_PER_DIRECTORY = 256;
    private static final double AS_FAST = 1;
    private static final double COMPRESSED_GOAL = 1 / 1.5;

    private VerifyArchiveContest() {}

    /** Plain segments, beside {@code pg_waldump}. */
    static Contest plainIn(Path directory) throws IOException {
        Path archive = Files.createDirectory(directory.resolve("archive"));
        SegmentName last = new LogOfNoops().write(archive, SEGMENTS);
        String first = "000000010000000000000001";
        return new Contest(
                "Records of plain segments, beside pg_waldump",
                "4 GiB of segments in one directory: every page and record is read and summed.",
                5,
                1,
                List.of(
                        PostgresPrograms.side(
                                "`pg_waldump --quiet`",
                                "pg_waldump",
                                directory,
                                " --quiet --path=" + word(archive) + " " + first + " " + last),
                        verify("`walsafe verify archive`, one thread", directory, archive, "--threads 1")
                                .atMost(AS_FAST),
                        verify("`walsafe verify archive`, two threads", directory, archive, "--threads 2")));
    }

    /** An archive in gzip, beside unpacking each segment for {@code pg_waldump}. */
    static Contest gzipIn(Path directory) throws IOException {
        return compressedIn(directory, WalCodec.GZIP, "gzip");
    }

    /** An archive in zstd, beside unpacking each segment for {@code pg_waldump}. */
    static Contest zstdIn(Path directory) throws IOException {
        return compressedIn(directory, WalCodec.ZSTD, "zstd");
    }

    private static Contest compressedIn(Path directory, WalCodec codec, String program) throws IOException {
        Path plain = Files.createDirectory(directory.resolve("plain"));
        Path archive = Files.createDirectory(directory.resolve("archive"));
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        new LogOfNoops().write(plain, SEGMENTS);
        try (Stream<Path> segments = Files.list(plain)) {
            for (Path segment : segments.toList()) {
                try (OutputStream out = Files.newOutputStream(archive.resolve(String.valueOf(segment.getFileName())));
                        OutputStream compressed = codec.encode(out, 1)) {
                    Files.copy(segment, compressed);
                }
                Files.delete(segment);
            }
        }
        Path waldump = PostgresPrograms.path("pg_waldump");
        String loop = "cd " + word(archive) + " && for f in *; do " + program + " -dc <\"$f\" >" + word(temporary)
                + "/\"$f\" && " + waldump + " --quiet --path=" + word(temporary) + " \"$f\" \"$f\"; rm "
                + word(temporary) + "/\"$f\"; done";
        return new Contest(
                "Records of an archive in " + program + ", beside unpacking and pg_waldump",
                "4 GiB of segments, compressed one by one. Of a segment alone pg_waldump does not check the last record.",
                3,
                1,
                List.of(
                        Programs.find(program).isPresent() && Files.isExecutable(waldump)
                                ? Side.of(
                                        "`" + program + " -dc` to a file, `pg_waldump`", ShellWork.of(directory, loop))
                                : new Side.Absent(program + " and pg_waldump", program + " or PostgreSQL 15"),
                        verify("`walsafe verify archive`, two threads", directory, archive, "--threads 2")
                                .atMost(COMPRESSED_GOAL)));
    }

    /** The second run over an archive that has not changed. */
    static Contest ledgerIn(Path directory) throws IOException {
        Path archive = Files.createDirectory(directory.resolve("archive"));
        new LogOfNoops().write(archive, SEGMENTS);
        String ledger = "--ledger " + word(directory.resolve("ledger"));
        return new Contest(
                "The second run over 4 GiB of segments that have not changed, with the ledger",
                "The goal is 2 s.",
                5,
                1,
                List.of(
                        verify("reading all again: `--full`", directory, archive, ledger + " --full"),
                        verify("with the ledger", directory, archive, ledger)));
    }

    /** A million names in Barman's layout: only the last file has content. */
    static Contest namesIn(Path directory) throws IOException {
        Path server = Files.createDirectories(directory.resolve("main"));
        Path wals = Files.createDirectory(server.resolve("wals"));
        for (String part : List.of("base", "errors", "incoming", "streaming")) {
            Files.createDirectory(server.resolve(part));
        }
        WalGeometry geometry = WalGeometry.DEFAULT;
        Path hash = wals;
        for (int i = 0; i < NAMES; i++) {
            String name = geometry.segmentNumbered(TimelineId.FIRST, i + NAMES_PER_DIRECTORY)
                    .text();
            if (i % NAMES_PER_DIRECTORY == 0) {
                hash = Files.createDirectory(wals.resolve(name.substring(0, 16)));
            }
            Files.createFile(hash.resolve(name));
        }
        Path one = Files.createDirectory(directory.resolve("one"));
        new LogOfNoops().write(one, 1);
        SegmentName last = geometry.segmentNumbered(TimelineId.FIRST, NAMES - 1L + NAMES_PER_DIRECTORY);
        nameAnew(one.resolve("000000010000000000000001"), hash.resolve(last.text()), geometry.startOf(last));
        return new Contest(
                "The continuity of 1,000,000 segments, by their names",
                "Barman's layout; only the last file has content. The goal is 10 s; the launcher gives it 256 MB.",
                3,
                1,
                List.of(
                        Side.of("`find | wc -l`", ShellWork.of(directory, "find " + word(wals) + " | wc -l")),
                        Side.of(
                                "`walsafe verify archive --level names`",
                                ShellWork.of(
                                        directory,
                                        word(WalsafeHome.path().resolve("bin/walsafe"))
                                                + " verify archive --level names --barman " + word(server)))));
    }

    private static void nameAnew(Path segment, Path target, Lsn start) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(8);
            file.writeLong(Long.reverseBytes(start.value()));
        }
        Files.delete(target);
        Files.move(segment, target);
    }

    private static Side.Ready verify(String name, Path directory, Path archive, String options) throws IOException {
        return Side.of(
                name,
                ShellWork.of(
                        directory,
                        word(WalsafeHome.path().resolve("bin/walsafe")) + " verify archive " + options + " --archive "
                                + word(archive)));
    }

    private static String word(Path path) {
        return ShellWord.quote(path.toString());
    }
}
