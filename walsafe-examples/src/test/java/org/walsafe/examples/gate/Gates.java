package org.walsafe.examples.gate;

import java.io.IOException;
import java.nio.file.Path;
import org.walsafe.archive.GateScript;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.host.HostPath;

/** The gates under test, as archive_command. */
final class Gates {

    private Gates() {}

    /** The generated POSIX gate, with its defaults. */
    static String generated(EmbeddedPostgres server, Path safeDirectory) throws IOException {
        return script(server, safeDirectory) + " %p %f";
    }

    /** The script alone. */
    static Path script(EmbeddedPostgres server, Path safeDirectory) throws IOException {
        return server.writeScript(
                "walsafe-gate",
                GateScript.of(HostPath.of(safeDirectory.toString())).text());
    }
}
