package org.walsafe.tck;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.EvidenceKind;
import org.walsafe.registry.Hole;
import org.walsafe.registry.HoleVisitor;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

/**
 * The registry under test, and what can be done to the place where it keeps its confirmations.
 *
 * @since 0.1.0
 */
public abstract class WalSafeRegistryFixture {

    static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);
    static final Instant NOW = Instant.parse("2026-11-20T19:33:29Z");

    /** For the registry's own test class. */
    protected WalSafeRegistryFixture() {}

    /**
     * The registry under test, open, empty at first, and the same throughout one test; the test class closes it afterwards.
     *
     * @return the registry
     */
    protected abstract WalSafeRegistry registry();

    /**
     * Puts bytes in a marker's place past the registry, overwriting, as somebody else's program would; in a registry made of
     * several, in each.
     *
     * @param key the marker's key
     * @param bytes any bytes, also more than a marker may have
     * @throws Exception when it cannot be done, and so the test fails
     */
    protected abstract void plant(MarkerKey key, byte[] bytes) throws Exception;

    /**
     * Makes the place such that nobody can look: cuts a connection, takes a directory away.
     *
     * @throws Exception when it cannot be done, and so the test fails
     */
    protected abstract void makeUnreachable() throws Exception;

    /** Whether other users of a machine may be given access to the place. */
    protected enum Access {
        /** The place has permissions, and {@link #openToOthers} loosens them. */
        BY_PERMISSIONS,
        /** There is nothing to loosen. */
        OURS_ALONE
    }

    /**
     * Lets other users of the machine into the place, where such a thing can be done.
     *
     * @return whether it can
     * @throws Exception when it cannot be done though it should, and so the test fails
     */
    protected Access openToOthers() throws Exception {
        return Access.OURS_ALONE;
    }

    static SegmentName segment(int number) {
        return new SegmentName(TimelineId.FIRST, number >>> 8, number & 0xFF);
    }

    static Evidence evidence() {
        return Evidence.NONE
                .withKind(EvidenceKind.IDENTICAL)
                .withSystemIdentifier(CLUSTER)
                .withSize(16_777_216)
                .withSha256(Sha256.of(new byte[] {1}))
                .withConfirmer("barman:main@backup1", NOW);
    }

    static Confirmation attested(int number) {
        return Confirmation.attested(segment(number), evidence());
    }

    static Hole hole(int number) {
        return new Hole(segment(number), "the disk was nearly full", "dba@example.org", NOW);
    }

    final List<MarkerKey> listing() {
        List<MarkerKey> keys = new ArrayList<>();
        registry().list(new MarkerVisitor() {
            @Override
            public void marker(MarkerKey key) {
                keys.add(key);
            }

            @Override
            public void stranger(String name) {
                throw new AssertionError("nobody put " + name + " there");
            }
        });
        return keys;
    }

    final Holes holes() {
        Holes holes = new Holes();
        registry().listHoles(holes);
        return holes;
    }

    /** Everything that a listing of holes showed. */
    static final class Holes implements HoleVisitor {

        final List<Hole> recorded = new ArrayList<>();
        final Map<WalFileName, String> invalid = new LinkedHashMap<>();

        @Override
        public void hole(Hole hole) {
            recorded.add(hole);
        }

        @Override
        public void invalid(WalFileName file, String reason) {
            invalid.put(file, reason);
        }
    }
}
