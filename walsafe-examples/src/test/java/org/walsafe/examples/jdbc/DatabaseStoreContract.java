package org.walsafe.examples.jdbc;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.jdbc.Database;
import org.walsafe.registry.MarkerStore;
import org.walsafe.tck.MarkerStoreContract;

/** The contract of stores on one real server, as a role of its own sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseStoreContract extends MarkerStoreContract {

    static final String ROLE = "confirmer";

    private @Nullable TestServer server;
    private @Nullable Database database;
    private @Nullable MarkerStore store;

    abstract PostgresRelease release();

    /** Makes the place for stores, and the role that works with them. */
    abstract void prepare(TestServer server) throws Exception;

    /** Opens an empty store. */
    abstract MarkerStore open(TestServer server, Database database) throws Exception;

    final TestServer server() {
        return requireNonNull(server);
    }

    @BeforeAll
    final void startTheServer() throws Exception {
        server = TestServer.start(release());
        prepare(server);
    }

    @BeforeEach
    final void openTheStore() throws Exception {
        server().letIn(ROLE);
        database = server().as(ROLE);
        store = open(server(), database);
    }

    @Override
    protected final MarkerStore store() {
        return requireNonNull(store);
    }

    @Override
    protected final void makeUnreachable() throws Exception {
        server().lockOut(ROLE);
    }

    @AfterEach
    final void closeTheStore() {
        store().close();
        requireNonNull(database).close();
    }

    @AfterAll
    final void endTheServer() {
        server().close();
    }
}
