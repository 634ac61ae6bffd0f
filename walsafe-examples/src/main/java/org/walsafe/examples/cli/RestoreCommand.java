package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.BoundedText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.LocalHost;
import org.walsafe.restore.ClusterInRecovery;
import org.walsafe.restore.RestoreExitStatus;
import org.walsafe.restore.RestoreMode;
import org.walsafe.restore.RestoreOutcome;
import org.walsafe.restore.WalRestorer;
import org.walsafe.wal.WalFileName;

/** {@code walsafe restore}: PostgreSQL's restore_command, in place of {@code barman-wal-restore}. */
final class RestoreCommand {

    static final String NAME = "restore";

    /**
     * Stands for 1 between Java and the launcher: a JVM that could not start ends with 1, too, and PostgreSQL must not take that
     * for "there is no such file".
     */
    static final int ONE = 101;

    private static final int SSH_FAILED = 255;
    private static final int LONGEST_TEST = 1 << 20;

    private final RestoreOptions options;
    private final HostPath workingDirectory;
    private final Terminal terminal;

    private RestoreCommand(RestoreOptions options, HostPath workingDirectory, Terminal terminal) {
        this.options = options;
        this.workingDirectory = workingDirectory;
        this.terminal = terminal;
    }

    /** Runs in the JVM's working directory. */
    static int run(String[] words, Terminal terminal) {
        return run(words, HostPath.of(Path.of("").toAbsolutePath().toString()), terminal);
    }

    static int run(String[] words, HostPath workingDirectory, Terminal terminal) {
        int status;
        try {
            status = UntilTold.<RuntimeException>run(() -> new RestoreCommand(
                            RestoreOptions.parse(words, RestoreOptions.Operands.FILE), workingDirectory, terminal)
                    .run());
        } catch (InterruptedException e) {
            terminal.complain(NAME, "was told to end");
            status = RestoreExitStatus.TIMED_OUT.code(modeOfServer(workingDirectory));
        } catch (RuntimeException e) {
            status = RestoreExitStatus.REFUSED.code(modeOfServer(workingDirectory));
            terminal.complain(NAME, Complaint.of(NAME, e), status);
        }
        return status == 1 ? ONE : status;
    }

    /** Whose server it is, when nothing else could be made out: a wrong command line must not end a recovery. */
    private static RestoreMode modeOfServer(HostPath workingDirectory) {
        try (LocalHost host = new LocalHost()) {
            return RestoreMode.detect(host.files(), workingDirectory, workingDirectory.child("RECOVERYXLOG"));
        }
    }

    private int run() throws InterruptedException {
        if (options.wantsHelp()) {
            terminal.out().print(RestoreOptions.HELP + RestoreExitStatus.table());
            return 0;
        }
        if (options.wantsVersion()) {
            terminal.out().println(String.join(System.lineSeparator(), new Version().getVersion()));
            return 0;
        }
        if (!options.wantsTest() && WalRestorer.neverExists(options.file())) {
            return RestoreExitStatus.PROVEN_ABSENT.code(RestoreMode.RECOVERY);
        }
        try (RestoreSources sources = new RestoreSources(options, options.partials())) {
            return options.wantsTest() ? test(sources) : restore(sources);
        }
    }

    private int restore(RestoreSources sources) throws InterruptedException {
        WalFileName file = WalFileName.parse(options.file());
        HostPath destination = absolute(options.path());
        HostFiles files = sources.here().files();
        RestoreMode mode = options.mode().orElseGet(() -> RestoreMode.detect(files, workingDirectory, destination));
        boolean isServer = mode != RestoreMode.ON_DEMAND;
        ClusterInRecovery cluster = cluster(files, isServer ? workingDirectory : dataDirectoryAround(destination));
        FetchingAhead ahead = new FetchingAhead(
                options, workingDirectory, isServer ? cluster : ClusterInRecovery.UNKNOWN, files, terminal);
        RestoreOutcome outcome = ahead.take(file, destination);
        if (outcome == null) {
            outcome = sources.restorer()
                    .cluster(cluster)
                    .records(options.recordChecks())
                    .holes(options.holeChecks())
                    .unknownVersions(options.unknownVersions())
                    .limits(options.limits(mode, file))
                    .build()
                    .restore(file, destination);
            ahead.goOnAfter(outcome);
        }
        int status = RestoreExitStatus.of(outcome).code(file, mode);
        show(outcome, status);
        if (status != 0) {
            sleep(options.sleep());
        }
        return status;
    }

    private HostPath absolute(String path) {
        return HostPath.of(
                Path.of(workingDirectory.value()).resolve(path).normalize().toString());
    }

    /** {@code pg_rewind} runs anywhere, and asks for a path below {@code pg_wal} of the data directory that it works on. */
    private static HostPath dataDirectoryAround(HostPath destination) {
        return HostPath.of(
                Path.of(destination.value()).resolve("../..").normalize().toString());
    }

    private ClusterInRecovery cluster(HostFiles files, HostPath dataDirectory) {
        try {
            return ClusterInRecovery.in(files, dataDirectory);
        } catch (NoSuchFileException notADataDirectory) {
            return ClusterInRecovery.UNKNOWN;
        } catch (IOException e) {
            terminal.complain(NAME, "segments of any cluster are accepted: " + e.getMessage());
            return ClusterInRecovery.UNKNOWN;
        }
    }

    /** PostgreSQL's log gets what a human should see: a standby that is up to date asks for absent files all the time. */
    private void show(RestoreOutcome outcome, int status) {
        if (options.form() == Terminal.Form.JSON) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", outcome.file());
            fields.put("outcome", RestoreExitStatus.of(outcome).name().toLowerCase(Locale.ROOT));
            fields.put("reason", outcome.reason());
            fields.put("exit_status", status);
            terminal.print(Terminal.Form.JSON, "", fields);
        } else if (!(outcome instanceof RestoreOutcome.Restored || outcome instanceof RestoreOutcome.ProvenAbsent)) {
            terminal.complain(NAME, outcome.reason());
        }
    }

    private static void sleep(Duration time) throws InterruptedException {
        boolean over = !new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
        assert over;
    }

    /** As {@code barman-wal-restore --test}: Barman's own words and exit status, or 255 where ssh failed. */
    private int test(RestoreSources sources) {
        BoundedText words = new BoundedText(LONGEST_TEST);
        try {
            CommandResult result = sources.barmanHost()
                    .run(Command.of(options.server().testCommand().toArray(String[]::new)), words);
            terminal.out().print(PrintableText.lines(words.toString(StandardCharsets.UTF_8)));
            terminal.err().print(PrintableText.lines(result.stderrTail()));
            return result.ending() instanceof CommandEnding.Exited exited ? exited.status() : SSH_FAILED;
        } catch (HostUnreachableException e) {
            terminal.complain(NAME, e);
            return SSH_FAILED;
        } catch (IOException e) {
            throw new TestNotRunException(e);
        }
    }

    /** The command of {@code --test} could not be run on this machine. */
    private static final class TestNotRunException extends WalSafeException {

        private static final long serialVersionUID = 1L;

        TestNotRunException(IOException cause) {
            super("the test could not be run: " + cause.getMessage(), cause);
        }
    }
}
