package org.walsafe.examples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.codec.DecodingStream;
import org.walsafe.codec.WalCodec;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/** Decompressing segments that a real PostgreSQL wrote, beside the program that every machine has for it. */
final class DecodeContest {

    private static final int SEGMENTS = 4;
    private static final int ROUNDS = 7;
    private static final int BUFFER = 1 << 18;
    private static final double AS_FAST = 1;

    private DecodeContest() {}

    /**
     * The contest of one codec.
     *
     * @param codec how the segments are stored
     * @param level the level that Barman 3.17 uses
     * @param tool the program that every machine has for it, with the words that have it decompress many files on one thread;
     *     empty where there is none
     */
    static ContestSetUp of(WalCodec codec, int level, Optional<String> tool) {
        return directory -> in(directory, codec, level, tool);
    }

    private static Contest in(Path directory, WalCodec codec, int level, Optional<String> tool)
            throws IOException, InterruptedException {
        List<Path> segments = realSegments(directory);
        List<Path> stored = new ArrayList<>();
        for (Path segment : segments) {
            Path file = directory.resolve(segment.getFileName() + "." + codec.word());
            try (OutputStream out = Files.newOutputStream(file);
                    OutputStream encoder = codec.encode(out, level)) {
                Files.copy(segment, encoder);
            }
            stored.add(file);
        }
        StringBuilder words = new StringBuilder();
        stored.forEach(file -> words.append(' ').append(ShellWord.quote(file.toString())));
        Side theirs = tool.isPresent()
                ? Programs.side(
                        "`" + tool.get() + "`, one process for all",
                        tool.get().substring(0, tool.get().indexOf(' ')),
                        ShellWork.of(directory, "exec " + tool.get() + words))
                : Side.of("`cat` of the same, for want of a program", ShellWork.of(directory, "exec cat" + words));
        Side.Ready ours = Side.of("WalSafe's decoder, on one thread", times -> {
            for (int i = 0; i < times; i++) {
                for (Path file : stored) {
                    decode(file);
                }
            }
        });
        return new Contest(
                "Decompressing " + codec.word(),
                SEGMENTS + " segments of 16 MB that PostgreSQL 9.3.5 wrote, to nowhere.",
                ROUNDS,
                1,
                List.of(theirs, tool.isPresent() ? ours.atMost(AS_FAST) : ours));
    }

    private static void decode(Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Files.newInputStream(file);
                DecodingStream content = DecodingStream.open(in, file.toString(), Long.MAX_VALUE)) {
            while (content.read(buffer) >= 0) {}
        }
    }

    private static List<Path> realSegments(Path directory) throws IOException, InterruptedException {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder(PostgresRelease.V9_3_5).create()) {
            server.start();
            server.execute("create table accounts (id int primary key, balance int, filler char(84))");
            server.execute("insert into accounts select n, 0, md5(n::text) from generate_series(1, 200000) n");
            server.checkpoint();
            server.execute("update accounts set balance = balance + id % 1000");
            List<Path> copies = new ArrayList<>();
            for (String segment : server.walFiles()) {
                if (WalFileName.tryParse(segment).orElse(null) instanceof SegmentName && copies.size() < SEGMENTS) {
                    copies.add(Files.copy(server.walDirectory().resolve(segment), directory.resolve(segment)));
                }
            }
            return copies;
        } catch (SQLException e) {
            throw new IOException("PostgreSQL wrote no WAL: " + e.getMessage(), e);
        }
    }
}
