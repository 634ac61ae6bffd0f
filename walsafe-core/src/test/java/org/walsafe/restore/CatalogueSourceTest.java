package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.restore.SourceAnswer.Extent;
import org.walsafe.tck.WalSourceContract;
import org.walsafe.wal.WalFileName;

class CatalogueSourceTest extends WalSourceContract {

    private static final String SEGMENT = "0000000100000002000000A1";
    private static final Deadline SOON = Deadline.in(Duration.ofMinutes(1));

    private final LocalHost host = new LocalHost();

    @TempDir
    private Path server;

    @BeforeEach
    void makeDirectories() throws IOException {
        for (String directory : List.of("wals", "incoming", "streaming")) {
            Files.createDirectory(server.resolve(directory));
        }
        Files.writeString(server.resolve("wals/xlog.db"), "");
    }

    @AfterEach
    void closeHost() {
        host.close();
    }

    @Override
    protected WalSource source() {
        return source(PartialRetrieval.EXCLUDED);
    }

    private WalSource source(PartialRetrieval partials) {
        return new CatalogueSource(host, CatalogueDirectories.below(new HostPath(server.toString())), partials);
    }

    @Override
    protected void keep(String name, byte[] content) throws IOException {
        Path file = archived(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private Path archived(String name) {
        Path wals = server.resolve("wals");
        return name.endsWith(".history")
                ? wals.resolve(name)
                : wals.resolve(name.substring(0, 16)).resolve(name);
    }

    @Override
    protected void remove(String name) throws IOException {
        Files.delete(archived(name));
    }

    @Override
    protected void makeUnreachable() throws IOException {
        Files.move(server.resolve("wals"), server.resolve("unmounted"));
    }

    @Test
    void whatIsNotArchivedYetIsFoundWhereItArrived() throws Exception {
        Files.write(server.resolve("incoming").resolve(SEGMENT), new byte[] {1});
        assertThat(opened(PartialRetrieval.EXCLUDED)).isEqualTo(Extent.WHOLE);

        Files.move(
                server.resolve("incoming").resolve(SEGMENT),
                server.resolve("streaming").resolve(SEGMENT));
        assertThat(opened(PartialRetrieval.EXCLUDED)).isEqualTo(Extent.WHOLE);
    }

    @Test
    void aPartialSegmentStandsInOnlyWhereItMay() throws Exception {
        Files.write(server.resolve("streaming").resolve(SEGMENT + ".partial"), new byte[] {1});

        assertThat(source().open(WalFileName.parse(SEGMENT), SOON)).isInstanceOf(SourceAnswer.Absent.class);
        assertThat(opened(PartialRetrieval.INCLUDED)).isEqualTo(Extent.PARTIAL);
    }

    @Test
    void theWholeSegmentGoesBeforeThePartialOne() throws Exception {
        Files.write(server.resolve("streaming").resolve(SEGMENT + ".partial"), new byte[] {1});
        keep(SEGMENT, new byte[] {2});

        assertThat(opened(PartialRetrieval.INCLUDED)).isEqualTo(Extent.WHOLE);
    }

    @Test
    void aPartialSegmentArchivedAtPromotionIsFound() throws Exception {
        keep(SEGMENT + ".partial", new byte[] {1});

        assertThat(opened(PartialRetrieval.INCLUDED)).isEqualTo(Extent.PARTIAL);
    }

    @Test
    void laterSegmentsAreSeenFourGibibytesOnAndWhereTheyArrive() throws Exception {
        keep("000000010000000700000000", new byte[] {1});
        assertThat(source().later(WalFileName.parse(SEGMENT), SOON))
                .isEqualTo(new LaterFile.Seen("000000010000000700000000"));

        Files.write(server.resolve("incoming/0000000100000002000000A2"), new byte[] {1});
        assertThat(source().later(WalFileName.parse(SEGMENT), SOON))
                .isEqualTo(new LaterFile.Seen("0000000100000002000000A2"));
    }

    @Test
    void aSegmentOfItsTimelineIsLaterThanAnAbsentHistory() throws Exception {
        keep("000000020000000000000005", new byte[] {1});

        assertThat(source().later(WalFileName.parse("00000002.history"), SOON))
                .isEqualTo(new LaterFile.Seen("000000020000000000000005"));
    }

    private Extent opened(PartialRetrieval partials) throws IOException {
        SourceAnswer answer = source(partials).open(WalFileName.parse(SEGMENT), SOON);
        assertThat(answer).isInstanceOf(SourceAnswer.Found.class);
        try (SourceAnswer.Found found = (SourceAnswer.Found) answer) {
            return found.extent();
        }
    }
}
