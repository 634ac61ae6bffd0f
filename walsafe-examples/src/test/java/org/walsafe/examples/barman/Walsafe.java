package org.walsafe.examples.barman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.ssh.tck.Program;

/** The {@code walsafe} command line as it was packaged. */
final class Walsafe {

    /** The program. */
    static final Path LAUNCHER = Path.of(System.getProperty("walsafe.home"), "bin", "walsafe");

    private Walsafe() {}

    /** Starts {@code walsafe reconcile --follow} on Barman's host, as Barman's user. */
    static Process follow(StreamedServer server, String... options) throws IOException {
        List<String> words = new ArrayList<>(reconcile(server));
        words.addAll(List.of(
                "--follow",
                "--interval",
                "1",
                "--status-file",
                statusFile(server).toString()));
        words.addAll(List.of(options));
        return server.barman().start(words);
    }

    /** The value of post_archive_retry_script that hands each file to {@link #follow} through {@code spool}. */
    static String hookScript(Path spool) {
        String line = Program.require(LAUNCHER.toString(), "hook-script", spool.toString());
        return line.substring(line.indexOf('=') + 1).strip();
    }

    /** The words of {@code walsafe reconcile} on Barman's host: all that PostgreSQL has is on another. */
    static List<String> reconcile(StreamedServer server) {
        return List.of(
                LAUNCHER.toString(),
                "reconcile",
                "--primary",
                StreamedServer.overSsh(server.postgres().data()),
                "--registry",
                StreamedServer.overSsh(server.safeDirectory()),
                "--barman-home",
                String.valueOf(server.barman().home().getParent()),
                "--barman-server",
                RealBarman.SERVER);
    }

    /** What {@link #follow} says of itself, in JSON; empty before it has said anything. */
    static String status(StreamedServer server) throws IOException {
        Path file = statusFile(server);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static Path statusFile(StreamedServer server) {
        return server.barman().configuration().resolveSibling("status.json");
    }
}
