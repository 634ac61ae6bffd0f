package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.walsafe.wal.WalFileName;

class OnDemandRegistryTest {

    private static final WalFileName SEGMENT = WalFileName.parse("0000000100000000000000A1");

    private final AtomicInteger openings = new AtomicInteger();
    private final InMemoryMarkerStore markers = new InMemoryMarkerStore();
    private volatile boolean away;

    private final OnDemandRegistry registry = new OnDemandRegistry("mem:test", () -> {
        openings.incrementAndGet();
        if (away) {
            throw new RegistryUnreachableException("away", "Wait.", new IOException());
        }
        return new MarkerRegistry(markers);
    });

    @Test
    void isOpenedOnceAndOnlyWhenItIsUsed() {
        assertThat(registry.location()).isEqualTo("mem:test");
        assertThat(openings).hasValue(0);

        assertThat(registry.confirm(Confirmation.unattested(SEGMENT))).isInstanceOf(ConfirmOutcome.Recorded.class);
        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Confirmed.class);
        assertThat(registry.confirmAll(List.of(Confirmation.unattested(SEGMENT))))
                .singleElement()
                .isInstanceOf(ConfirmOutcome.AlreadyRecorded.class);
        assertThat(registry.withdraw(SEGMENT)).isTrue();
        assertThat(openings).hasValue(1);
    }

    @Test
    void isOpenedAgainWhereThatFailed() {
        away = true;
        assertThatThrownBy(() -> registry.withdraw(SEGMENT)).isInstanceOf(RegistryUnreachableException.class);
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.Unknown("away"));

        away = false;
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.NotConfirmed());
        assertThat(openings).hasValue(3);
    }

    @Test
    void canBeOpenedAsideWhileOthersWait() {
        registry.openAside();

        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.NotConfirmed());
        assertThat(openings).hasValue(1);
    }

    @Test
    void afterAFailureAsideTheNextUseTriesAgain() {
        away = true;
        registry.openAside();
        await().until(() -> openings.get() == 1);

        away = false;
        assertThat(registry.lookup(SEGMENT)).isEqualTo(new Lookup.NotConfirmed());
    }

    @Test
    void whatItIsAskedItAsksTheRegistry() {
        Hole hole = new Hole(SEGMENT, "valve", "dba", Instant.EPOCH);
        assertThat(registry.withdraw(SEGMENT)).isFalse();
        registry.recordHole(hole);
        registry.confirm(Confirmation.unattested(SEGMENT));

        List<Object> seen = new ArrayList<>();
        registry.list(new MarkerVisitor() {
            @Override
            public void marker(MarkerKey key) {
                seen.add(key);
            }

            @Override
            public void stranger(String name) {}
        });
        registry.listHoles(new HoleVisitor() {
            @Override
            public void hole(Hole recorded) {
                seen.add(recorded);
            }

            @Override
            public void invalid(WalFileName file, String reason) {
                throw new AssertionError(reason);
            }
        });
        assertThat(seen).contains(MarkerKey.confirmation(SEGMENT), hole);
    }

    @Test
    void closesTheRegistryThatItOpened() {
        registry.lookup(SEGMENT);
        registry.close();

        assertThatThrownBy(() -> markers.get(MarkerKey.confirmation(SEGMENT)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void isNotOpenedOnceClosed() {
        registry.close();
        registry.close();

        assertThatThrownBy(() -> registry.lookup(SEGMENT)).isInstanceOf(IllegalStateException.class);
        assertThat(openings).hasValue(0);
    }
}
