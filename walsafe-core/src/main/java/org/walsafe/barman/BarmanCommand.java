package org.walsafe.barman;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.host.BoundedText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * Barman's own command line, on the Barman host or from anywhere that a {@link Host} reaches: what {@link BarmanCatalogue}
 * cannot know, such as Barman's configuration and its own checks.
 *
 * <p>For Barman 2.12 to 3.17. Answers are taken as JSON ({@code -f json}). Barman's exit statuses: 0; 1 for every failure; 2
 * for words that it does not know; 3 from {@code get-wal} for a name that is none. An answer with an error in it is a failure
 * whatever the status, for Barman ends some of those with 0.
 *
 * <p>Thread-safe. Blocks as long as the host does, and five minutes at most.
 *
 * @since 0.1.0
 */
public final class BarmanCommand {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int LONGEST_ANSWER = 64 << 20;
    private static final int FAILURE = 1;

    private final Host host;
    private final List<String> program;

    /**
     * The {@code barman} in the PATH of the host's user.
     *
     * @param host the Barman host; stays the caller's to close
     */
    public BarmanCommand(Host host) {
        this(host, List.of("barman"));
    }

    /**
     * Barman as it is called on the host.
     *
     * @param host the Barman host; stays the caller's to close
     * @param program the program and its first words, such as {@code sudo -u barman barman} or {@code barman -c FILE}
     */
    public BarmanCommand(Host host, List<String> program) {
        this.host = host;
        this.program = List.copyOf(program);
    }

    /**
     * {@code barman list-backups}: the base backups of a server.
     *
     * @param server its name in Barman's configuration
     * @return the backups, in Barman's order: from new to old
     * @throws BarmanFailedException when Barman failed, or answered something else
     * @throws IOException when nobody could ask it
     */
    public List<ListedBackup> listBackups(String server) throws IOException {
        List<ListedBackup> backups = new ArrayList<>();
        for (Json backup : ask(server, "list-backups").items()) {
            backups.add(ListedBackup.of(backup));
        }
        return backups;
    }

    /**
     * {@code barman show-backup}: what Barman says of one base backup. {@link BarmanCatalogue#backup} says more, from the
     * same file.
     *
     * @param server its name in Barman's configuration
     * @param backup a {@link BackupId}, or one of Barman's words for one: {@code latest}, {@code oldest}, {@code last-failed},
     *     or a backup's name (3.3)
     * @return the backup
     * @throws BarmanFailedException when Barman failed, for example because there is no such backup
     * @throws IOException when nobody could ask it
     */
    public ShownBackup showBackup(String server, String backup) throws IOException {
        return ShownBackup.of(ask(server, "show-backup", backup));
    }

    /**
     * {@code barman show-servers}: a server's configuration, and its state as far as Barman can see it.
     *
     * @param server its name in Barman's configuration
     * @return the server
     * @throws BarmanFailedException when Barman failed, for example because there is no such server
     * @throws IOException when nobody could ask it
     */
    public ShownServer showServer(String server) throws IOException {
        return ShownServer.of(server, ask(server, "show-servers"));
    }

    /**
     * {@code barman check}: Barman's own opinion. Takes up to half a minute where PostgreSQL does not answer.
     *
     * @param server its name in Barman's configuration
     * @return every check with its result
     * @throws BarmanFailedException when Barman could not check
     * @throws IOException when nobody could ask it
     */
    public BarmanCheck check(String server) throws IOException {
        return BarmanCheck.of(ask(server, "check"));
    }

    /**
     * {@code barman list-files}: the files of a base backup. Barman computes the names of WAL files, and does not look
     * whether they are there.
     *
     * @param server its name in Barman's configuration
     * @param backup as in {@link #showBackup}
     * @param target which files
     * @return their paths on Barman's host
     * @throws BarmanFailedException when Barman failed
     * @throws IOException when nobody could ask it
     */
    public List<HostPath> listFiles(String server, String backup, FileTarget target) throws IOException {
        BarmanAnswer answer = answer("list-files", "--target", target.word(), word(server), word(backup));
        answer.requireSuccess();
        try {
            return answer.messages().stream().map(HostPath::of).toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidBarmanFileException("barman list-files", "lists what is no path: " + e.getMessage(), e);
        }
    }

    /**
     * {@code barman get-wal}: a WAL file's content, decompressed. Barman looks in the archive first, and then among the files
     * that it has received. It checks nothing of what it sends, so what arrives has to be checked.
     *
     * @param server its name in Barman's configuration
     * @param file the WAL file
     * @param content takes the bytes; when this fails, it may have taken some
     * @return whether Barman has the file
     * @throws BarmanFailedException when Barman failed
     * @throws IOException when nobody could ask it, or {@code content} would not take the bytes
     */
    public WalSending getWal(String server, WalFileName file, OutputStream content) throws IOException {
        CommandResult result = run(List.of("get-wal", word(server), file.text()), content);
        if (result.succeeded()) {
            return WalSending.SENT;
        }
        if (result.ending().equals(new CommandEnding.Exited(FAILURE))
                && result.stderrTail().contains("WAL file '" + file.text() + "' not found in server")) {
            return WalSending.NOT_FOUND;
        }
        throw new BarmanFailedException(
                host.name(), "get-wal", result.ending(), result.stderrTail().strip());
    }

    /** The part of an answer that is about the server. */
    private Json ask(String server, String subcommand, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of(subcommand, word(server)));
        for (String argument : more) {
            words.add(word(argument));
        }
        BarmanAnswer answer = answer(words.toArray(String[]::new));
        if (!subcommand.equals("check")) {
            answer.requireSuccess();
        }
        return answer.about(server);
    }

    private BarmanAnswer answer(String... subcommand) throws IOException {
        List<String> words = new ArrayList<>(List.of("-f", "json"));
        words.addAll(List.of(subcommand));
        BoundedText output = new BoundedText(LONGEST_ANSWER);
        CommandResult result = run(words, output);
        return new BarmanAnswer(host.name(), subcommand[0], result, output.toString(StandardCharsets.UTF_8));
    }

    private CommandResult run(List<String> words, OutputStream output) throws IOException {
        List<String> all = new ArrayList<>(program);
        all.addAll(words);
        return host.run(Command.of(all.toArray(String[]::new)).within(DEADLINE), output);
    }

    /** Barman would take a word with a hyphen in front for an option. */
    private static String word(String argument) {
        if (argument.isEmpty() || argument.startsWith("-")) {
            throw new IllegalArgumentException("no name for Barman: '" + argument + "'");
        }
        return argument;
    }
}
