package org.walsafe.jdbc.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.codec.WalCodec;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.InMemoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;

class ConfirmerTest {

    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7);
    private static final SegmentName FIRST = SegmentName.parse("000000010000000000000001");
    private static final SegmentName SECOND = SegmentName.parse("000000010000000000000002");
    private static final SegmentName THIRD = SegmentName.parse("000000010000000000000003");

    private final WalSafeRegistry registry = new MarkerRegistry(new InMemoryMarkerStore());

    @Test
    void keepsTryingWhileTheRegistryIsOutOfReach() {
        WalSafeRegistry away = mock();
        when(away.confirmAll(anyList()))
                .thenThrow(new RegistryUnreachableException("away", "come back", new IOException()))
                .thenThrow(new RegistryUnreachableException("away", "come back", new IOException()))
                .thenReturn(List.of(new ConfirmOutcome.Recorded()));
        try (Confirmer confirmer = confirmer(away)) {
            confirmer.confirm(FIRST, CLUSTER, 1, Sha256.of(new byte[1]));

            await().untilAsserted(() -> assertThat(confirmer.unconfirmed()).isZero());
        }
    }

    @Test
    void catchesUpToTheNewestThatIsConfirmed(@TempDir Path directory) throws IOException {
        for (SegmentName segment : List.of(FIRST, SECOND, THIRD)) {
            Files.writeString(directory.resolve(segment.text()), segment.text());
        }
        registry.confirm(Confirmation.unattested(SECOND));
        try (Confirmer confirmer = confirmer(registry)) {
            confirmer.catchUp(
                    directory,
                    List.of(
                            ReceivedName.complete(FIRST, WalCodec.NONE),
                            ReceivedName.complete(THIRD, WalCodec.NONE),
                            ReceivedName.complete(SECOND, WalCodec.NONE)),
                    CLUSTER);
        }

        assertThat(registry.lookup(THIRD)).isInstanceOf(Lookup.Confirmed.class);
        assertThat(registry.lookup(FIRST)).isEqualTo(new Lookup.NotConfirmed());
    }

    private static Confirmer confirmer(WalSafeRegistry registry) {
        return new Confirmer(
                registry, "test", Duration.ofMillis(20), InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z")));
    }
}
