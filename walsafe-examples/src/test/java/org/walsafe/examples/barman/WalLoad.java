package org.walsafe.examples.barman;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.walsafe.examples.postgres.EmbeddedPostgres;

/** Clients that write without a pause, as pgbench does, until there are enough segments. Needs PostgreSQL 14. */
final class WalLoad implements AutoCloseable {

    private static final int CLIENTS = 2;
    private static final int ACCOUNTS = 1000;
    private static final int TRANSACTIONS_PER_LOOK = 20;
    private static final String TRANSACTION =
            """
            with account as (
                update accounts set balance = balance + 1 where id = 1 + (random() * %d)::int returning id)
            insert into history select id, repeat(md5(random()::text), 30) from account, generate_series(1, 30)
            """
                    .formatted(ACCOUNTS - 1);

    /** How much WAL a transaction makes. */
    enum Weight {
        /** As much as its rows take. */
        ROWS(TRANSACTION),
        /** A megabyte besides, so that large segments are filled as fast as small ones. */
        ROWS_AND_BULK(TRANSACTION
                .replace(
                        "with account",
                        "with bulk as (select pg_logical_emit_message(false, 'walsafe', repeat('x', 1000000))), account")
                .replace("from account", "from account, bulk"));

        private final String transaction;

        Weight(String transaction) {
            this.transaction = transaction;
        }
    }

    private final EmbeddedPostgres postgres;
    private final Weight weight;
    private final int enough;
    private final long firstSegment;
    private final List<Thread> clients = new ArrayList<>();
    private final AtomicReference<SQLException> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private WalLoad(EmbeddedPostgres postgres, int segments, Weight weight) throws SQLException {
        this.postgres = postgres;
        this.weight = weight;
        this.enough = segments;
        this.firstSegment = currentSegment();
    }

    /** Begins to write that many segments. */
    static WalLoad start(EmbeddedPostgres postgres, int segments, Weight weight) throws SQLException {
        postgres.execute(
                """
                create table accounts (id int primary key, balance int);
                create table history (id int, filler text);
                insert into accounts select n, 0 from generate_series(1, %d) n
                """
                        .formatted(ACCOUNTS));
        WalLoad load = new WalLoad(postgres, segments, weight);
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(load::write, "wal-load-" + i);
            load.clients.add(client);
            client.start();
        }
        return load;
    }

    private void write() {
        try (Connection connection = postgres.connect();
                PreparedStatement transaction = connection.prepareStatement(weight.transaction)) {
            while (!stopped && currentSegment() - firstSegment <= enough) {
                for (int i = 0; i < TRANSACTIONS_PER_LOOK; i++) {
                    transaction.executeUpdate();
                }
            }
        } catch (SQLException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Whether it is still writing. */
    boolean isRunning() {
        return clients.stream().anyMatch(Thread::isAlive);
    }

    /** The segments that were completed since the load began. */
    List<String> segments() throws SQLException {
        throwFailure();
        long current = currentSegment();
        if (current == firstSegment) {
            return List.of();
        }
        return List.of(postgres.query(
                        """
                        select string_agg(pg_walfile_name('0/0'::pg_lsn + n * %s::numeric + 1), ',')
                        from generate_series(%d, %d) n
                        """
                                .formatted(segmentSize(), firstSegment, current - 1))
                .split(","));
    }

    private void throwFailure() throws SQLException {
        Optional<SQLException> failed = Optional.ofNullable(failure.get());
        if (failed.isPresent()) {
            throw failed.get();
        }
    }

    private long currentSegment() throws SQLException {
        return Long.parseLong(
                postgres.query("select div(pg_current_wal_insert_lsn() - '0/0'::pg_lsn, " + segmentSize() + ")"));
    }

    private String segmentSize() throws SQLException {
        return postgres.query("select setting from pg_settings where name = 'wal_segment_size'");
    }

    /** Ends the writing. */
    @Override
    public void close() {
        stopped = true;
        for (Thread client : clients) {
            try {
                client.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
