package org.walsafe.examples.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.LocalHost;

/**
 * Finds out which of the programs that WalSafe is measured beside are on this machine. Installs nothing.
 *
 * <p>Thread-safe. Blocks while programs say their versions.
 *
 * @since 0.1.0
 */
public final class Peers {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\w+)+");

    private static final List<Sought> SOUGHT = List.of(
            Sought.inPath("barman-wal-restore", "restore-sequence", "restore-cold"),
            Sought.inPath("barman-wal-archive", "gate"),
            Sought.ofPostgres(
                    "pg_verifybackup", "verify-manifest-crc32c", "verify-manifest-sha256", "clone-beside-barman"),
            Sought.ofPostgres("pg_waldump", "verify-wal", "verify-wal-gzip", "verify-wal-zstd"),
            Sought.ofPostgres("pg_receivewal", "receive"),
            Sought.inPath("rsync", "clone"),
            new Sought(
                    "repmgr",
                    "--version",
                    Programs::find,
                    List.of(),
                    "its clone needs servers of its own, and the rsync that it runs takes part in clone"),
            Sought.inPath("pgbackrest", "pgbackrest-get", "pgbackrest-verify").answering("version"),
            Sought.inPath("ssh", "ssh-confirm", "ssh-confirm-kept", "ssh-confirm-cold", "hook", "follow")
                    .answering("-V"));

    private Peers() {}

    /**
     * {@return all of them, present or not}
     *
     * @throws InterruptedException when the thread is interrupted
     */
    public static List<Peer> here() throws InterruptedException {
        List<Peer> peers = new ArrayList<>();
        try (LocalHost host = new LocalHost()) {
            for (Sought sought : SOUGHT) {
                Optional<Path> path = sought.finder().apply(sought.program());
                Optional<String> version =
                        path.isPresent() ? versionOf(host, path.get(), sought.question()) : Optional.empty();
                peers.add(new Peer(sought.program(), path, version, sought.contests(), sought.whyNone()));
            }
        }
        return peers;
    }

    private static Optional<Path> ofPostgres(String program) {
        return Optional.of(PostgresPrograms.path(program)).filter(Files::isExecutable);
    }

    private static Optional<String> versionOf(LocalHost host, Path program, String question)
            throws InterruptedException {
        var output = new ByteArrayOutputStream();
        try {
            CommandResult result =
                    host.run(Command.of(program.toString(), question).within(PATIENCE), output);
            return versionIn(output.toString(StandardCharsets.UTF_8) + result.stderrTail());
        } catch (IOException saysNothing) {
            return Optional.empty();
        }
    }

    /** The first number with a point in what a program says. */
    static Optional<String> versionIn(String words) {
        Matcher version = VERSION.matcher(words);
        return version.find() ? Optional.of(version.group()) : Optional.empty();
    }

    /**
     * A program to look for.
     *
     * @param question the argument on which it says its version
     * @param finder finds it by its name
     */
    private record Sought(
            String program,
            String question,
            Function<String, Optional<Path>> finder,
            List<String> contests,
            String whyNone) {

        static Sought inPath(String program, String... contests) {
            return new Sought(program, "--version", Programs::find, List.of(contests), "");
        }

        static Sought ofPostgres(String program, String... contests) {
            return new Sought(program, "--version", Peers::ofPostgres, List.of(contests), "");
        }

        Sought answering(String otherQuestion) {
            return new Sought(program, otherQuestion, finder, contests, whyNone);
        }
    }
}
