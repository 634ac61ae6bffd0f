package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.walsafe.host.HostUnreachableException;

@Timeout(60)
class ConnectionKeeperTest {

    private static final SshTarget TARGET = new SshTarget("postgres", "pg", 22);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<FakeConnection> opened = new ArrayList<>();
    private Instant now = START;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void oneConnectionServesUntilItIsLost() throws IOException {
        try (var keeper = keeper(this::open)) {
            FakeConnection first = keeper.get(soon());
            assertThat(keeper.get(soon())).isSameAs(first);

            first.alive = false;

            assertThat(keeper.get(soon())).isNotSameAs(first).isSameAs(keeper.get(soon()));
            assertThat(first.closed).isTrue();
        }
        assertThat(opened).hasSize(2).allMatch(connection -> connection.closed);
    }

    @Test
    void failuresAreFollowedByLongerAndLongerPausesUpToHalfAMinute() {
        int[] attempts = {0};
        try (var keeper = keeper(() -> {
            attempts[0]++;
            throw new HostUnreachableException("refused, attempt " + attempts[0]);
        })) {
            for (long millis : new long[] {250, 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000}) {
                int before = attempts[0];
                assertThatThrownBy(() -> keeper.get(soon())).hasMessage("refused, attempt " + (before + 1));

                now = now.plusMillis(millis - 1);
                assertThatThrownBy(() -> keeper.get(soon()))
                        .isInstanceOf(HostUnreachableException.class)
                        .hasMessageContaining("not tried again before " + now.plusMillis(1))
                        .hasMessageContaining("refused, attempt " + (before + 1));
                assertThat(attempts[0]).isEqualTo(before + 1);

                now = now.plusMillis(1);
            }
        }
    }

    @Test
    void successEndsThePauses() throws IOException {
        List<Boolean> succeeds = new ArrayList<>(List.of(false, false, true, false, true));
        try (var keeper = keeper(() -> {
            if (!succeeds.remove(0)) {
                throw new HostUnreachableException("refused");
            }
            return open();
        })) {
            assertThatThrownBy(() -> keeper.get(soon())).hasMessage("refused");
            now = now.plusMillis(250);
            assertThatThrownBy(() -> keeper.get(soon())).hasMessage("refused");
            now = now.plusMillis(500);
            keeper.get(soon()).alive = false;

            assertThatThrownBy(() -> keeper.get(soon())).hasMessage("refused");
            now = now.plusMillis(250);
            assertThat(keeper.get(soon()).alive).isTrue();
        }
    }

    @Test
    void aRefusalKeepsItsTypeAndItsHint() {
        try (var keeper = keeper(() -> {
            throw new SshLoginRefusedException("not let in", "Add the key.");
        })) {
            assertThatThrownBy(() -> keeper.get(soon())).isInstanceOf(SshLoginRefusedException.class);
            assertThatThrownBy(() -> keeper.get(soon()))
                    .isInstanceOfSatisfying(HostUnreachableException.class, e -> assertThat(e.hint())
                            .contains("Add the key."));
        }
    }

    @Test
    void aConfigurationThatCannotWorkIsSaidEveryTime() {
        try (var keeper = keeper(() -> {
            throw new SshConfigurationException("no cipher", "Allow one.");
        })) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> keeper.get(soon())).isInstanceOf(SshConfigurationException.class);
            }
        }
    }

    @Test
    void whoeverHasNoTimeDoesNotWaitButTheConnectionComes() throws Exception {
        CountDownLatch nameService = new CountDownLatch(1);
        try (var keeper = keeper(() -> {
            awaitUninterrupted(nameService);
            return open();
        })) {
            assertThatThrownBy(() -> keeper.get(Deadline.in(Duration.ofMillis(50))))
                    .isInstanceOf(HostUnreachableException.class)
                    .hasMessageContaining("postgres@pg:22");

            CompletableFuture<FakeConnection> patient = CompletableFuture.supplyAsync(() -> get(keeper));
            nameService.countDown();
            assertThat(patient.get(10, TimeUnit.SECONDS)).isSameAs(keeper.get(soon()));
            assertThat(opened).hasSize(1);
        }
    }

    @Test
    void anInterruptedThreadStopsWaitingAndStaysInterrupted() {
        CountDownLatch never = new CountDownLatch(1);
        try (var keeper = keeper(() -> {
            awaitUninterrupted(never);
            return open();
        })) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> keeper.get(soon())).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        } finally {
            never.countDown();
        }
    }

    @Test
    void closingEndsTheWaitAndTheConnectionThatComesTooLate() throws Exception {
        CountDownLatch connecting = new CountDownLatch(1);
        CountDownLatch nameService = new CountDownLatch(1);
        var keeper = keeper(() -> {
            connecting.countDown();
            awaitUninterrupted(nameService);
            return open();
        });
        CompletableFuture<Throwable> failure =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> keeper.get(soon())));
        connecting.await();

        keeper.close();

        assertThat(failure.get(10, TimeUnit.SECONDS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        nameService.countDown();
        await().untilAsserted(() -> assertThat(opened).hasSize(1).allMatch(connection -> connection.closed));
        assertThatThrownBy(() -> keeper.get(soon())).isInstanceOf(IllegalStateException.class);
    }

    private ConnectionKeeper<FakeConnection> keeper(ConnectionKeeper.Opener<FakeConnection> opener) {
        return new ConnectionKeeper<>(TARGET, opener, () -> now, threads);
    }

    private static FakeConnection get(ConnectionKeeper<FakeConnection> keeper) {
        try {
            return keeper.get(soon());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private FakeConnection open() {
        FakeConnection connection = new FakeConnection();
        synchronized (opened) {
            opened.add(connection);
        }
        return connection;
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(20));
    }

    private static final class FakeConnection implements ConnectionKeeper.Kept {

        private volatile boolean alive = true;
        private volatile boolean closed;

        @Override
        public boolean isAlive() {
            return alive;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
