package org.walsafe.examples.jdbc;

import java.nio.file.Path;
import org.walsafe.examples.postgres.PostgresRelease;

/** With no more than the documented privileges. */
class ServerDirectoryStoreOn18IT extends ServerDirectoryStoreContract {

    @Override
    PostgresRelease release() {
        return PostgresRelease.V18_6;
    }

    @Override
    void prepare(TestServer server) throws Exception {
        server.createRole(ROLE, "IN ROLE pg_execute_server_program, pg_read_server_files");
        server.postgres()
                .execute("GRANT EXECUTE ON FUNCTION pg_stat_file(text), pg_stat_file(text, boolean),"
                        + " pg_read_binary_file(text, bigint, bigint, boolean), pg_ls_dir(text) TO " + ROLE);
    }

    @Override
    String nameOf(TestServer server, Path directory) {
        return directory.toString();
    }
}
