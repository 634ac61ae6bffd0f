package org.walsafe.examples.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import org.walsafe.examples.postgres.PostgresRelease;

/** As a superuser, through a symbolic link in the data directory. */
class ServerDirectoryStoreOn9_3_5IT extends ServerDirectoryStoreContract {

    @Override
    PostgresRelease release() {
        return PostgresRelease.V9_3_5;
    }

    @Override
    void prepare(TestServer server) throws Exception {
        server.createRole(ROLE, "SUPERUSER");
    }

    @Override
    String nameOf(TestServer server, Path directory) throws Exception {
        String link = directory.getFileName().toString();
        Files.createSymbolicLink(server.postgres().data().resolve(link), directory);
        return link;
    }
}
