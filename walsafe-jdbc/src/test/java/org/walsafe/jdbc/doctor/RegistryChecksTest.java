package org.walsafe.jdbc.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.walsafe.archive.ArchiveStatusListing;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Evidence;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.MarkerContent;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.StoredMarker;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

class RegistryChecksTest {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7);
    private static final SegmentName WAITING = new SegmentName(TimelineId.FIRST, 0, 0xA1);

    private final InMemoryMarkerStore store = new InMemoryMarkerStore();
    private final WalSafeRegistry registry = new MarkerRegistry(store);
    private final ArchiveStatusListing status = listing();

    @Test
    void isSilentOnAHealthyRegistry() {
        registry.confirm(Confirmation.attested(WAITING, Evidence.NONE.withSystemIdentifier(CLUSTER)));

        assertThat(examine()).isEmpty();
    }

    @Test
    void namesTheRegistryOfAnotherCluster() {
        registry.confirm(Confirmation.attested(WAITING, Evidence.NONE.withSystemIdentifier(new SystemIdentifier(8))));

        assertFound(Severity.CRITICAL, "registry-cluster");
    }

    @Test
    void namesStaleMarkers() {
        for (int i = 0; i < 100; i++) {
            registry.confirm(Confirmation.unattested(new SegmentName(TimelineId.FIRST, 1, i)));
        }

        assertFound(Severity.WARNING, "stale-markers");
    }

    @Test
    void namesTheInvalidMarkerThatPostgresWaitsFor() {
        store.plant(MarkerKey.confirmation(WAITING), new StoredMarker.Present(MarkerContent.of(new byte[] {'x'})));

        assertFound(Severity.CRITICAL, "invalid-marker");
    }

    @Test
    void namesARegistryThatCannotBeRead() {
        WalSafeRegistry away = mock();
        doThrow(new RegistryUnreachableException("it is away", "Wait", new IOException()))
                .when(away)
                .list(any());

        assertThat(RegistryChecks.examine(away, CLUSTER, status))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("it is away"));
    }

    private List<DoctorFinding> examine() {
        return RegistryChecks.examine(registry, CLUSTER, status);
    }

    private void assertFound(Severity severity, String check) {
        assertThat(examine()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.check()).isEqualTo(check);
        });
    }

    private static ArchiveStatusListing listing() {
        ArchiveStatusListing.Builder listing = ArchiveStatusListing.builder("here", Instant.EPOCH);
        listing.statusFile(WAITING.text() + ".ready");
        listing.walFile(WAITING.text());
        return listing.build();
    }
}
