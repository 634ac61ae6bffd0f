package org.walsafe.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.WalGeometry;

/** A directory of received WAL, as a test judges it. */
record ReceivedDirectory(Path path) {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** The segments that are complete and not compressed. */
    NavigableSet<String> segments() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            NavigableSet<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9A-F]{24}"))
                    .forEach(names::add);
            return names;
        }
    }

    void await(String file) {
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(path.resolve(file)));
    }

    void awaitSegments(int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> segments().size() >= count);
    }

    void assertIdenticalWith(EmbeddedPostgres server) throws IOException {
        assertIdenticalWith(server.walDirectory());
    }

    /** Byte for byte; all that is here must be there. */
    void assertIdenticalWith(Path other) throws IOException {
        for (String segment : segments()) {
            assertThat(path.resolve(segment)).hasSameBinaryContentAs(other.resolve(segment));
        }
    }

    void assertWithoutGap(SegmentSize size) throws IOException {
        WalGeometry geometry = new WalGeometry(size, SegmentNumbering.CONTINUOUS);
        NavigableSet<String> segments = segments();
        String next = segments.first();
        for (String segment : segments) {
            assertThat(segment).isEqualTo(next);
            next = geometry.next(SegmentName.parse(segment)).text();
        }
    }
}
