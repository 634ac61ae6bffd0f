package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class CatalogueArchiveTest {

    private static final SegmentName SEGMENT = SegmentName.parse("000000010000000000000003");

    private static final SegmentName NEXT = SegmentName.parse("000000010000000000000004");

    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");

    @TempDir
    Path home;

    private final InMemoryPrimary primary = new InMemoryPrimary();
    private final WalSafeRegistry registry = new MarkerRegistry(new InMemoryMarkerStore());
    private WalArchive archive;

    @BeforeEach
    void makeCatalogue() throws IOException {
        for (String directory : new String[] {"wals/0000000100000000", "incoming", "streaming", "errors", "base"}) {
            Files.createDirectories(home.resolve(directory));
        }
        LocalHost host = new LocalHost();
        archive = new CatalogueArchive(host, new BarmanCatalogue(host, HostPath.of(home.toString())));
    }

    @Test
    void confirmsWhatBarmanHasArchivedCompressedOrNot() throws Exception {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        primary.finish(NEXT, InMemoryPrimary.segment(NEXT));
        primary.finish(HISTORY, history());
        Files.write(stored(SEGMENT), InMemoryPrimary.segment(SEGMENT));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(stored(NEXT)))) {
            out.write(InMemoryPrimary.segment(NEXT));
        }
        Files.write(home.resolve("wals").resolve(HISTORY.text()), history());

        assertThat(reconcile().confirmed()).isEqualTo(3);
    }

    @Test
    void whatBarmanHasOnlyReceivedDoesNotCount() throws Exception {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        primary.finish(NEXT, InMemoryPrimary.segment(NEXT));
        Files.write(home.resolve("incoming").resolve(SEGMENT.text()), InMemoryPrimary.segment(SEGMENT));
        Files.write(home.resolve("streaming").resolve(NEXT.text()), InMemoryPrimary.segment(NEXT));

        assertThat(reconcile().unconfirmed()).isEqualTo(2);
    }

    @Test
    void goesByBarmansIdentityFile() throws Exception {
        assertThat(archive.systemIdentifier()).isEmpty();

        Files.writeString(home.resolve("identity.json"), "{\"systemid\": \"17\", \"version\": \"15\"}");
        assertThat(archive.systemIdentifier()).contains(SystemIdentifier.parse("17"));

        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        assertThatThrownBy(this::reconcile)
                .isInstanceOf(ForeignArchiveException.class)
                .hasMessageContaining("is for cluster 17");
    }

    @Test
    void oneThingThatIsNoFileHoldsUpNobody() throws Exception {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        primary.finish(NEXT, InMemoryPrimary.segment(NEXT));
        Files.createDirectory(stored(SEGMENT));
        Files.write(stored(NEXT), InMemoryPrimary.segment(NEXT));

        ReconcileReport report = reconcile();

        assertThat(registry.lookup(NEXT)).isInstanceOf(Lookup.Confirmed.class);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(ReconcileFinding.Kind.UNREADABLE);
            assertThat(finding.file()).isEqualTo(SEGMENT);
            assertThat(finding.sentence()).contains("no regular file");
        });
    }

    @Test
    void anArchiveThatIsNotMountedIsAway() throws Exception {
        primary.finish(SEGMENT, InMemoryPrimary.segment(SEGMENT));
        Files.delete(home.resolve("wals/0000000100000000"));
        Files.delete(home.resolve("wals"));

        assertThatThrownBy(this::reconcile)
                .isInstanceOf(ArchiveUnreachableException.class)
                .hasCauseInstanceOf(NoSuchFileException.class);
    }

    @Test
    void listsWhatItHolds() throws IOException {
        Files.createFile(stored(SEGMENT));
        Files.createFile(home.resolve("wals").resolve(HISTORY.text()));
        Files.createFile(home.resolve("wals/xlog.db"));
        Files.createFile(home.resolve("wals/0000000100000000/notes"));
        Set<String> seen = new HashSet<>();

        archive.list(new ArchiveVisitor() {
            @Override
            public void walFile(WalFileName file) {
                seen.add(file.text());
            }

            @Override
            public void stranger(String name) {
                seen.add("stranger " + name);
            }
        });

        assertThat(seen).containsExactlyInAnyOrder(SEGMENT.text(), HISTORY.text(), "stranger 0000000100000000/notes");
    }

    private ReconcileReport reconcile() throws InterruptedException {
        return new Reconciler(ReconcilerConfig.of(primary, archive, registry)).reconcile();
    }

    private Path stored(SegmentName segment) {
        return home.resolve("wals/0000000100000000").resolve(segment.text());
    }

    private static byte[] history() {
        return "1\t0/3000000\tno recovery target specified\n".getBytes(StandardCharsets.US_ASCII);
    }
}
