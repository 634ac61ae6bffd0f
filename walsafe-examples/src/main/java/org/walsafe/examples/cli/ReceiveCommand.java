package org.walsafe.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.walsafe.codec.WalCodec;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.jdbc.receive.ReceiverProgress;
import org.walsafe.jdbc.receive.ReplicationSource;
import org.walsafe.jdbc.receive.SlotName;
import org.walsafe.jdbc.receive.WalReceiver;
import org.walsafe.registry.WalSafeRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code walsafe receive}: streams WAL into a directory, and confirms it. */
@Command(
        name = "receive",
        description = {
            "Receive a server's WAL into a directory over its streaming protocol, PostgreSQL 9.3 to 18, until SIGTERM.",
            "",
            "With --registry it confirms each segment once it is on disk: together with the gate as archive_command a"
                    + " complete set-up. The role needs REPLICATION; its password belongs into ~/.pgpass. A lost"
                    + " connection is made again; where the server no longer has WAL that comes next, this ends with 2."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was told to end",
            "2:wrong arguments, a gap, or another cluster's WAL in the directory",
            "3:the directory could not be read or written, or the slot not be created"
        })
final class ReceiveCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "URL",
            description = "The server, as in jdbc:postgresql://host/postgres.")
    private String from = "";

    @Option(
            names = "--directory",
            required = true,
            paramLabel = "DIRECTORY",
            description = "Where the WAL goes: a directory of this machine, for this server alone.")
    private Path directory = Path.of("");

    @Option(
            names = "--slot",
            paramLabel = "NAME",
            description = "The physical replication slot that keeps WAL meanwhile (9.4 and newer).")
    private @Nullable String slot;

    @Option(names = "--create-slot", description = "Create the slot where it does not exist.")
    private boolean createSlot;

    @Option(
            names = "--compress",
            paramLabel = "CODEC",
            defaultValue = "none",
            description = "Compress finished segments: gzip, lz4 or zstd (default: none).")
    private String compress = "none";

    @Option(
            names = "--status-interval",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How often the server hears of us (default: ${DEFAULT-VALUE}).")
    private int statusInterval;

    @Option(
            names = "--retry-pause",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "How long to wait after a lost connection (default: ${DEFAULT-VALUE}).")
    private int retryPause;

    @Option(
            names = "--registry",
            paramLabel = "URI",
            description = "Where to confirm what is on disk; without it nothing is confirmed.")
    private @Nullable String registry;

    @Mixin
    private JsonOption json = new JsonOption();

    ReceiveCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("--directory " + directory + " is no directory");
        }
        ReceiverConfig config = ReceiverConfig.of(source(), directory)
                .compressing(codec())
                .withTimes(Duration.ofSeconds(statusInterval), Duration.ofSeconds(retryPause));
        if (slot != null) {
            config = config.withSlot(new SlotName(slot));
        } else if (createSlot) {
            throw new IllegalArgumentException("--create-slot needs --slot");
        }
        if (registry == null) {
            return receive(config);
        }
        try (WalSafeRegistry opened = RegistryAddress.open(registry)) {
            return receive(config.confirmingIn(opened));
        }
    }

    private ReplicationSource source() {
        DatabaseAddress.refusePassword(from);
        return ReplicationSource.at(from);
    }

    private WalCodec codec() {
        for (WalCodec codec : WalCodec.values()) {
            if (codec.word().equals(compress)) {
                return codec;
            }
        }
        throw new IllegalArgumentException("--compress knows gzip, lz4 and zstd");
    }

    /** Told by a signal to end, it says how far it came. */
    private int receive(ReceiverConfig config) throws IOException, InterruptedException {
        try (WalReceiver receiver = new WalReceiver(config)) {
            if (createSlot) {
                receiver.createSlot();
            }
            UntilSignal.run(receiver::run, () -> end(receiver));
        }
        return ExitStatus.DONE.code();
    }

    private void end(WalReceiver receiver) {
        receiver.close();
        show(receiver.progress());
    }

    private void show(ReceiverProgress progress) {
        Map<String, Object> fields = new LinkedHashMap<>();
        progress.timeline().ifPresent(timeline -> fields.put("timeline", timeline.toLong()));
        progress.received().ifPresent(lsn -> fields.put("received", lsn.toString()));
        progress.flushed().ifPresent(lsn -> fields.put("flushed", lsn.toString()));
        fields.put("segments", progress.segments());
        fields.put("connections", progress.connections());
        fields.put("unconfirmed", progress.unconfirmed());
        terminal.print(
                json.form(),
                progress.segments() + " segments on disk"
                        + progress.flushed().map(lsn -> ", up to " + lsn).orElse("")
                        + (progress.unconfirmed() == 0 ? "" : ", " + progress.unconfirmed() + " not yet confirmed"),
                fields);
    }
}
