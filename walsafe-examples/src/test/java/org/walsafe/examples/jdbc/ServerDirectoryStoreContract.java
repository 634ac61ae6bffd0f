package org.walsafe.examples.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import org.walsafe.jdbc.Database;
import org.walsafe.jdbc.ServerDirectoryMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerStore;

/** The contract of the server's own WAL safe directory. */
abstract class ServerDirectoryStoreContract extends DatabaseStoreContract {

    private int stores;
    private Path directory = Path.of("/");

    /** The name by which the server knows {@code directory}. */
    abstract String nameOf(TestServer server, Path directory) throws Exception;

    @Override
    MarkerStore open(TestServer server, Database database) throws Exception {
        directory = server.postgres().createDirectory("wal_safe_dir " + stores++);
        return ServerDirectoryMarkerStore.on(database, nameOf(server, directory));
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) throws Exception {
        Path marker = directory.resolve(key.fileName());
        Files.deleteIfExists(marker);
        Files.write(marker, bytes);
    }
}
