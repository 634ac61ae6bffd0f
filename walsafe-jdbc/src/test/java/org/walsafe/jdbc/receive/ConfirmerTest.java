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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.codec.WalCodec;
import org.walsafe.metrics.WalSafeCounter;
import org.walsafe.metrics.WalSafeGauge;
import org.walsafe.metrics.WalSafeMetrics;
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

    @Test
    void tellsWhatIsConfirmedAndWhatIsNot() {
        List<String> figures = new CopyOnWriteArrayList<>();
        WalSafeMetrics metrics = new WalSafeMetrics() {

            @Override
            public void set(WalSafeGauge gauge, double value) {
                if (gauge == WalSafeGauge.UNCONFIRMED) {
                    figures.add(gauge + " " + value);
                }
            }

            @Override
            public void add(WalSafeCounter counter, long count) {
                figures.add(counter + " +" + count);
            }
        };
        WalSafeRegistry away = mock();
        when(away.confirmAll(anyList()))
                .thenThrow(new RegistryUnreachableException("away", "come back", new IOException()))
                .thenReturn(List.of(new ConfirmOutcome.Recorded()));
        try (Confirmer confirmer = new Confirmer(away, config().measuredBy(metrics))) {
            confirmer.confirm(FIRST, CLUSTER, 1, Sha256.of(new byte[1]));

            await().untilAsserted(() -> assertThat(figures)
                    .containsExactly("ERRORS +1", "UNCONFIRMED 1.0", "BATCHES +1", "CONFIRMED +1", "UNCONFIRMED 0.0"));
        }
    }

    private static Confirmer confirmer(WalSafeRegistry registry) {
        return new Confirmer(registry, config());
    }

    private static ReceiverConfig config() {
        return ReceiverConfig.of(ReplicationSource.at("jdbc:postgresql://localhost/postgres"), Path.of("/archive"))
                .withTimes(Duration.ofSeconds(1), Duration.ofMillis(20));
    }
}
