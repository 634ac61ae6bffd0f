package org.walsafe.examples.jdbc;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.jdbc.receive.WalReceiver;

/** A receiver in a thread of its own. */
final class RunningReceiver implements AutoCloseable {

    private final WalReceiver receiver;
    private final CompletableFuture<Void> run = new CompletableFuture<>();
    private final Thread thread;

    private RunningReceiver(ReceiverConfig config) {
        receiver = new WalReceiver(config);
        thread = new Thread(this::run, "receiver under test");
    }

    static RunningReceiver start(ReceiverConfig config) {
        RunningReceiver running = new RunningReceiver(config);
        running.thread.start();
        return running;
    }

    private void run() {
        try {
            receiver.run();
            run.complete(null);
        } catch (Exception e) {
            run.completeExceptionally(e);
        }
    }

    /** Waits until it streams. */
    void awaitStreaming() {
        await().atMost(Duration.ofSeconds(60)).until(() -> receiver.progress().connections() > 0);
    }

    /** Waits for the receiver to end by itself, and throws what ended it. */
    void awaitEnd() throws Throwable {
        try {
            run.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        receiver.close();
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
