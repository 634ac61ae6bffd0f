package org.walsafe.examples.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.walsafe.examples.postgres.EmbeddedPostgres;

/** A client that writes some megabytes of WAL a second, switching segments now and then, and outlives its server's endings. */
final class WalWriter implements AutoCloseable {

    private static final int WRITES_PER_SWITCH = 7;

    private static final Duration PAUSE = Duration.ofMillis(30);

    private final EmbeddedPostgres postgres;
    private final Thread thread = new Thread(this::write, "wal writer");
    private volatile boolean ended;

    private WalWriter(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static WalWriter start(EmbeddedPostgres postgres) throws SQLException {
        postgres.execute("CREATE TABLE written (filler text)");
        WalWriter writer = new WalWriter(postgres);
        writer.thread.start();
        return writer;
    }

    private void write() {
        for (int count = 1; !ended; count++) {
            try {
                postgres.execute(
                        "INSERT INTO written SELECT repeat(md5(random()::text), 30) FROM generate_series(1, 1500)");
                if (count % WRITES_PER_SWITCH == 0) {
                    postgres.switchSegment();
                }
            } catch (SQLException down) {
                // the next attempt may find it up
            }
            Awaitility.await().pollDelay(PAUSE).until(() -> true);
        }
    }

    /** Ends the writing, and waits for its end. */
    void end() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }
}
