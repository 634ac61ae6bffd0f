package org.walsafe.examples.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.host.ShellWord;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.TimelineId;

/** A real {@code sshd}, the ways to it, and a registry behind it. Not thread-safe. */
final class SshStage implements Closeable {

    /** How many WAL files are confirmed in one turn. */
    static final int BATCH = 64;

    private static final int SEGMENTS_PER_LOG = 256;

    private final LoopbackSshd sshd;
    private final Path directory;
    private final Path socket;
    private final String uri;
    private final WalSafeRegistry registry;
    private int confirmed;

    private SshStage(LoopbackSshd sshd, Path directory, String uri) {
        this.sshd = sshd;
        this.directory = directory;
        this.socket = directory.resolve("control");
        this.uri = uri;
        this.registry = WalSafeRegistry.open(URI.create(uri));
    }

    static SshStage in(Path directory) throws IOException, InterruptedException {
        LoopbackSshd sshd = LoopbackSshd.start(Files.createDirectory(directory.resolve("sshd")));
        Path walSafeDirectory = Files.createDirectory(
                directory.resolve("wal_safe_dir"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String uri = "ssh://" + LoopbackSshd.ALIAS + walSafeDirectory + "?ConfigFile=" + sshd.clientConfig();
        return new SshStage(sshd, directory, uri);
    }

    /** The registry's URI. */
    String uri() {
        return uri;
    }

    /** {@code ssh} that connects. */
    String ssh() {
        return ssh("");
    }

    /** {@code ssh} that leaves its connection behind for those after it. */
    String keptSsh() {
        return ssh(" -o ControlMaster=auto -o ControlPersist=60 -o ControlPath=" + ShellWord.quote(socket.toString()));
    }

    private String ssh(String options) {
        return "ssh -F " + ShellWord.quote(sshd.clientConfig().toString()) + " -o BatchMode=yes" + options + ' '
                + LoopbackSshd.ALIAS;
    }

    /** Confirms WAL files that were not confirmed before, together. */
    void confirmAll(int count) throws IOException {
        List<Confirmation> confirmations = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            confirmations.add(next());
        }
        for (ConfirmOutcome outcome : registry.confirmAll(confirmations)) {
            require(outcome);
        }
    }

    /** Confirms WAL files that were not confirmed before, each for itself. */
    void confirmEach(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            require(registry.confirm(next()));
        }
    }

    private Confirmation next() {
        int number = confirmed++;
        return Confirmation.unattested(
                new SegmentName(TimelineId.FIRST, number / SEGMENTS_PER_LOG, number % SEGMENTS_PER_LOG));
    }

    private static void require(ConfirmOutcome outcome) throws IOException {
        if (!(outcome instanceof ConfirmOutcome.Recorded)) {
            throw new IOException("not confirmed: " + outcome);
        }
    }

    @Override
    public void close() throws IOException {
        registry.close();
        if (Files.exists(socket)) {
            endKeptSsh();
        }
        sshd.close();
    }

    private void endKeptSsh() throws IOException {
        try {
            ShellWork.of(directory, keptSsh().replace("ssh -F", "ssh -O exit -F"))
                    .run(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
