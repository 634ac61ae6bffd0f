package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
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
    void isNotOpenedOnceClosed() {
        registry.close();
        registry.close();

        assertThatThrownBy(() -> registry.lookup(SEGMENT)).isInstanceOf(IllegalStateException.class);
        assertThat(openings).hasValue(0);
    }
}
