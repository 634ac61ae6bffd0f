package org.walsafe.examples.cli;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.walsafe.clone.CloneFinding;
import org.walsafe.clone.CloneOutcome;
import org.walsafe.clone.ClonePlan;
import org.walsafe.clone.CloneReport;
import org.walsafe.clone.CloneSettings;
import org.walsafe.clone.StandbyClone;
import org.walsafe.clone.UpstreamServer;
import org.walsafe.error.WalSafeException;
import org.walsafe.host.Host;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walsafe clone}: a standby from one of Barman's backups. */
@Command(
        name = "clone",
        description = {
            "Make a standby from one of Barman's backups, verified: what 'repmgr standby clone' does in its Barman mode.",
            "",
            "Everything is looked at before anything is touched. Every file is verified while it is copied, into a"
                    + " directory beside the data directory, which takes its place in one step at the end; until then the"
                    + " data directory is as it was. Begun again, it goes on where it was. The server is not started.",
            ""
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the standby is ready to be started; with --dry-run: it could be made",
            "1:a check refused; nothing was touched",
            "2:wrong arguments or settings",
            "3:somebody could not be asked, or something not be written; the data directory is as it was",
            "4:the backup is damaged, or went away meanwhile; the data directory is as it was"
        })
final class CloneCommand implements Callable<Integer> {

    private static final String NAME = "clone";
    private static final int DAMAGED = 4;

    private final Terminal terminal;

    @Mixin
    private CloneOptions options = new CloneOptions();

    @Option(names = "--dry-run", description = "Look at everything, and say what would happen.")
    private boolean dryRun;

    @Mixin
    private JsonOption json = new JsonOption();

    CloneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        options.read();
        try (CloneProgressLine progress = new CloneProgressLine(terminal, Progress.Watched.now(), System::nanoTime);
                Host barman = options.destination().open()) {
            options.configFile().ifPresent(file -> progress.step("using configuration file " + file));
            CloneSettings settings = options.settings(barman);
            StandbyClone clone =
                    new StandbyClone(settings, barman, upstream(settings), progress, InstantSource.system());
            ClonePlan plan = clone.plan();
            if (json.form() == Terminal.Form.JSON) {
                plan.findings().forEach(this::print);
            }
            if (plan.ready().isEmpty()) {
                return refuse(plan);
            }
            if (dryRun) {
                describe(plan.ready().get());
                return ExitStatus.DONE.code();
            }
            return finish(clone.carryOut(plan));
        }
    }

    /** The driver learns of a password file in no other way than libpq's variable and this property. */
    private static Optional<UpstreamServer> upstream(CloneSettings settings) {
        settings.upstream()
                .flatMap(server -> server.get("passfile"))
                .ifPresent(file -> System.setProperty("org.postgresql.pgpassfile", file));
        return settings.upstreamCheck() == CloneSettings.UpstreamCheck.SKIPPED
                ? Optional.empty()
                : settings.upstream().map(JdbcUpstream::new);
    }

    private void print(CloneFinding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("check", finding.check().word());
        fields.put("weight", finding.weight().name());
        fields.put("sentence", finding.sentence());
        fields.put("mend", finding.mend());
        terminal.print(Terminal.Form.JSON, "", fields);
    }

    private int refuse(ClonePlan plan) {
        ExitStatus ending = plan.weight() == CloneFinding.Weight.REFUSAL ? ExitStatus.NO : ExitStatus.UNKNOWN;
        CloneFinding first =
                plan.findings().stream().filter(CloneFinding::stops).findFirst().orElseThrow();
        String rest =
                plan.findings().stream().filter(CloneFinding::stops).count() > 1 ? " This is not all, see above." : "";
        return terminal.complain(
                        NAME,
                        new Complaint(
                                "nothing was touched: " + first.sentence(),
                                Optional.of(first.mend() + rest).filter(hint -> !hint.isBlank()),
                                ending))
                .code();
    }

    private void describe(ClonePlan.Ready ready) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", "possible");
        fields.put("backup", ready.backup().id());
        ready.bytes().ifPresent(bytes -> fields.put("bytes", bytes));
        fields.put("wal_segments", ready.wal().segments());
        ready.recovery().values().forEach((name, value) -> fields.put("setting_" + name, value));
        fields.put("start", ready.start());
        StringBuilder text = new StringBuilder("the standby could be made from the backup "
                + ready.backup().id() + ", and nothing was touched; its settings would be:");
        ready.recovery()
                .values()
                .forEach((name, value) ->
                        text.append("\n  ").append(name).append(" = ").append(value));
        terminal.print(json.form(), text.toString(), fields);
    }

    private int finish(CloneOutcome outcome) {
        if (outcome instanceof CloneOutcome.Cloned cloned) {
            show(cloned.report());
            return ExitStatus.DONE.code();
        }
        if (outcome instanceof CloneOutcome.Failed failed) {
            return complain(failed);
        }
        return refuse(((CloneOutcome.Refused) outcome).plan());
    }

    private int complain(CloneOutcome.Failed failed) {
        WalSafeException failure = failed.failure();
        ExitStatus ending =
                switch (failed.kind()) {
                    case DAMAGED_BACKUP -> ExitStatus.REFUSED;
                    case TARGET_TAKEN -> ExitStatus.NO;
                    case INTERRUPTED -> ExitStatus.UNKNOWN;
                };
        terminal.complain(NAME, new Complaint(String.valueOf(failure.getMessage()), failure.hint(), ending));
        return failed.kind() == CloneOutcome.Kind.DAMAGED_BACKUP ? DAMAGED : ending.code();
    }

    private void show(CloneReport report) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("outcome", "cloned");
        fields.put("backup", report.backup());
        fields.put("data_directory", report.dataDirectory());
        fields.put("files_copied", report.copy().filesCopied());
        fields.put("files_kept", report.copy().filesKept());
        fields.put("bytes_copied", report.copy().bytesCopied());
        fields.put("bytes_kept", report.copy().bytesKept());
        report.copy()
                .verifiedBy()
                .forEach((by, files) -> fields.put("verified_by_" + by.name().toLowerCase(Locale.ROOT), files));
        fields.put("skipped", String.join(" ", report.copy().skipped()));
        fields.put("wal_segments", report.wal().segments());
        report.createdSlot().ifPresent(slot -> fields.put("created_slot", slot));
        fields.put("notes", String.join(" ", report.notes()));
        fields.put("seconds", report.duration().toSeconds());
        fields.put("start", report.start());
        terminal.print(json.form(), CloneText.of(report), fields);
    }
}
