package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostPath;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.StoredMarker;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentNumbering;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

class MarkerCleanupTest {

    private static final HostPath PG_WAL = HostPath.of("/data/pg_wal");
    private static final SegmentName FIRST = SegmentName.parse("000000010000000000000001");

    private final FileNames files = new FileNames();
    private final InMemoryMarkerStore store = new InMemoryMarkerStore();
    private final WalSafeRegistry registry = new MarkerRegistry(store);
    private final MarkerCleanup cleanup = new MarkerCleanup(registry, files);

    /** A server that keeps WAL in bursts, as checkpoints do, and a gate that cleans up behind it. */
    @ParameterizedTest
    @ValueSource(ints = {1 << 20, 16 << 20, 64 << 20, 1 << 30})
    void theRegistryStaysBoundedAndNothingGoesThatPostgresqlStillHas(int segmentSize) throws IOException {
        SegmentSize size = SegmentSize.of(segmentSize);
        WalGeometry geometry = new WalGeometry(size, SegmentNumbering.CONTINUOUS);
        int kept = 300;
        Set<SegmentName> held = new HashSet<>();
        SegmentName oldest = FIRST;
        SegmentName current = FIRST;
        int most = 0;
        for (int written = 0; written < 6000; written++) {
            files.add(PG_WAL.child(current.text()));
            files.add(PG_WAL.child("archive_status").child(current + ".done"));
            held.add(current);
            registry.confirm(Confirmation.unattested(current));

            cleanup.behind(current, size, PG_WAL);

            if (written % 100 == 99) {
                while (geometry.distance(oldest, current) > kept) {
                    files.remove(PG_WAL.child(oldest.text()));
                    files.remove(PG_WAL.child("archive_status").child(oldest + ".done"));
                    held.remove(oldest);
                    oldest = geometry.next(oldest);
                }
                assertThat(held).allMatch(this::isConfirmed);
            }
            most = Math.max(most, count());
            current = geometry.next(current);
        }
        assertThat(most).isLessThanOrEqualTo(kept + 100 + 1024 + 48);
    }

    @Test
    void finishesWhatALongStandstillLeftSixteenAtATimeAndNeverTheMarkerAtHand() throws IOException {
        WalGeometry geometry = WalGeometry.DEFAULT;
        SegmentName segment = FIRST;
        for (int i = 0; i < 10_000; i++) {
            registry.confirm(Confirmation.unattested(segment));
            segment = geometry.next(segment);
        }
        for (int i = 0; i < 1024; i++) {
            registry.confirm(Confirmation.unattested(segment));
            int before = count();
            int removed = cleanup.behind(segment, SegmentSize.DEFAULT, PG_WAL);

            assertThat(removed).isBetween(0, 16).isEqualTo(before - count());
            assertThat(isConfirmed(segment)).isTrue();
            segment = geometry.next(segment);
        }

        assertThat(count()).isLessThanOrEqualTo(1024 + 48);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "archive_status/%s.ready", "archive_status/%s.done"})
    void keepsTheMarkerOfWhatPostgresqlStillKnows(String trace) throws IOException {
        SegmentName old = SegmentName.parse("000000010000000100000003");
        SegmentName inTurn = inTurnFor(old);
        registry.confirm(Confirmation.unattested(old));
        HostPath known = HostPath.of(PG_WAL + "/" + (trace.isEmpty() ? old : trace.formatted(old)));

        files.add(known);
        assertThat(cleanup.behind(inTurn, SegmentSize.DEFAULT, PG_WAL)).isZero();
        assertThat(isConfirmed(old)).isTrue();

        files.remove(known);
        assertThat(cleanup.behind(inTurn, SegmentSize.DEFAULT, PG_WAL)).isEqualTo(1);
        assertThat(isConfirmed(old)).isFalse();
    }

    @Test
    void keepsHolesInvalidMarkersAndOtherTimelines() throws IOException {
        SegmentName old = SegmentName.parse("000000010000000100000003");
        SegmentName elder = SegmentName.parse("000000020000000100000003");
        store.plant(MarkerKey.hole(old), new StoredMarker.Present(MarkerContent.EMPTY));
        store.plant(MarkerKey.confirmation(old), new StoredMarker.Unusable("is a directory"));
        registry.confirm(Confirmation.unattested(elder));
        registry.confirm(Confirmation.unattested(WalFileName.parse(old + ".partial")));

        assertThat(cleanup.behind(inTurnFor(old), SegmentSize.DEFAULT, PG_WAL)).isZero();
        assertThat(count()).isEqualTo(4);
    }

    @Test
    void aPlaceThatCannotBeLookedAtIsNotTakenForGone() {
        SegmentName old = SegmentName.parse("000000010000000100000003");
        registry.confirm(Confirmation.unattested(old));
        files.fail();

        assertThatThrownBy(() -> cleanup.behind(inTurnFor(old), SegmentSize.DEFAULT, PG_WAL))
                .isInstanceOf(IOException.class);
        assertThat(isConfirmed(old)).isTrue();
    }

    /** A later segment whose turn it is to look at the block of {@code old}. */
    private static SegmentName inTurnFor(SegmentName old) throws IOException {
        InMemoryMarkerStore probe = new InMemoryMarkerStore();
        WalSafeRegistry probed = new MarkerRegistry(probe);
        probed.confirm(Confirmation.unattested(old));
        SegmentName later = old;
        while (new MarkerCleanup(probed, new FileNames()).behind(later, SegmentSize.DEFAULT, PG_WAL) == 0) {
            later = WalGeometry.DEFAULT.next(later);
        }
        return later;
    }

    private boolean isConfirmed(WalFileName file) {
        return store.get(MarkerKey.confirmation(file)) instanceof StoredMarker.Present;
    }

    private int count() {
        List<MarkerKey> keys = new ArrayList<>();
        store.list(new MarkerVisitor() {
            @Override
            public void marker(MarkerKey key) {
                keys.add(key);
            }

            @Override
            public void stranger(String name) {
                throw new AssertionError(name);
            }
        });
        return keys.size();
    }
}
