package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.walsafe.barman.ChecksumList;
import org.walsafe.barman.PutWal;
import org.walsafe.barman.PutWalOutcome;
import org.walsafe.error.PrintableText;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.ssh.OpenSshSettings;
import org.walsafe.ssh.SshDestination;
import org.walsafe.ssh.SshHost;

/** {@code walsafe push}: PostgreSQL's archive_command for Barman, in place of {@code barman-wal-archive}. */
final class PushCommand {

    static final String NAME = "push";

    private static final String HELP =
            """
            Usage: walsafe push [OPTIONS] HOST SERVER %p

            PostgreSQL's archive_command: sends a WAL file to Barman, which has it durably in its incoming
            directory then. A file that Barman has already, byte for byte, is a success. Stands in for
            barman-wal-archive:

              archive_command = '/opt/walsafe/bin/walsafe push backup main %p'

            As barman-wal-archive 3.4 to 3.12 has them:
              -U, --user USER        log in at HOST as USER (default: barman)
                  --port PORT        the port of its SSH server
              -c, --config FILE      Barman's configuration file there
                  --md5              send an MD5 checksum (default: SHA-256, or MD5 to a Barman before 3.12)
              -t, --test             check the connection and Barman's configuration, send nothing
              -V, --version          the version
              -h, --help             this text

            WalSafe's own:
                  --ssh-config FILE  the SSH configuration to go by (default: the user's and the system's)
                  --local            barman runs on this machine: no ssh; HOST is not used
                  --json             the outcome as one JSON object

            """;

    private static final List<DropInOption> OPTIONS = List.of(
            DropInOption.valued("--user", "U"),
            DropInOption.valued("--port", ""),
            DropInOption.valued("--config", "c"),
            DropInOption.bare("--md5", ""),
            DropInOption.bare("--test", "t"),
            DropInOption.bare("--version", "V"),
            DropInOption.bare("--help", "h"),
            DropInOption.valued("--ssh-config", ""),
            DropInOption.bare("--local", ""),
            DropInOption.bare("--json", ""));

    private PushCommand() {}

    static int run(String[] words, Terminal terminal) {
        try {
            DropInArguments arguments = DropInArguments.parse(OPTIONS, words);
            if (arguments.has("--help")) {
                terminal.out().print(HELP + ExitStatus.table());
                return ExitStatus.DONE.code();
            }
            if (arguments.has("--version")) {
                terminal.out().println(String.join(System.lineSeparator(), new Version().getVersion()));
                return ExitStatus.DONE.code();
            }
            return push(arguments, terminal).code();
        } catch (IOException | RuntimeException e) {
            return terminal.complain(NAME, e).code();
        }
    }

    private static ExitStatus push(DropInArguments arguments, Terminal terminal) throws IOException {
        int given = arguments.operands().size();
        if (given != 3 && !(arguments.has("--test") && given == 2)) {
            throw new IllegalArgumentException("takes three operands, HOST SERVER %p, and was given " + given);
        }
        List<String> barman = new ArrayList<>(List.of("barman"));
        @Nullable String configuration = arguments.value("--config");
        if (configuration != null) {
            barman.addAll(List.of("--config", configuration));
        }
        try (LocalHost here = new LocalHost();
                Host there = arguments.has("--local") ? new LocalHost() : ssh(arguments)) {
            PutWal barmanServer = new PutWal(there, barman, arguments.operands().get(1));
            if (arguments.has("--test")) {
                return test(barmanServer, terminal);
            }
            HostPath file = HostPath.of(Path.of(arguments.operands().get(2))
                    .toAbsolutePath()
                    .normalize()
                    .toString());
            PutWalOutcome outcome = arguments.has("--md5")
                    ? barmanServer.send(here.files(), file, ChecksumList.MD5SUMS)
                    : barmanServer.send(here.files(), file);
            return show(file, outcome, arguments.form(), terminal);
        }
    }

    private static SshHost ssh(DropInArguments arguments) {
        @Nullable String user = arguments.value("--user");
        @Nullable String configFile = arguments.value("--ssh-config");
        int port = (int) Math.min(arguments.number("--port", 1, 0), Integer.MAX_VALUE);
        SshDestination destination = new SshDestination(
                Optional.of(user == null ? "barman" : user),
                arguments.operands().get(0),
                port == 0 ? OptionalInt.empty() : OptionalInt.of(port));
        OpenSshSettings settings =
                configFile == null ? OpenSshSettings.ofUser() : OpenSshSettings.in(Path.of(configFile));
        return new SshHost(settings.resolve(destination));
    }

    private static ExitStatus test(PutWal barman, Terminal terminal) throws IOException {
        CommandResult result = barman.test(terminal.out());
        terminal.err().print(PrintableText.lines(result.stderrTail()));
        return result.ending() instanceof CommandEnding.Exited exited && exited.status() == 0
                ? ExitStatus.DONE
                : ExitStatus.REFUSED;
    }

    private static ExitStatus show(HostPath file, PutWalOutcome outcome, Terminal.Form form, Terminal terminal) {
        ExitStatus status = outcome instanceof PutWalOutcome.Refused ? ExitStatus.REFUSED : ExitStatus.DONE;
        if (form == Terminal.Form.JSON) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", file.name());
            fields.put("outcome", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            if (outcome instanceof PutWalOutcome.Refused refused) {
                fields.put("reason", refused.reason());
            }
            fields.put("exit_status", status.code());
            terminal.print(form, "", fields);
        } else if (outcome instanceof PutWalOutcome.Refused refused) {
            terminal.complain(NAME, file.name() + " was not taken: " + refused.reason());
        }
        return status;
    }
}
