package org.walsafe.examples.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.ssh.tck.SshKey;

/**
 * An archive behind a real sshd and a program {@code barman} that does {@code get-wal} as Barman 3.4.0 was heard to, and fails
 * in the way that it is told to: see {@link RestoreFault}. For one thread.
 */
final class FaultyArchive implements AutoCloseable {

    private static final Account USER = ArchivedHistory.SERVER_USER;

    private static final String BARMAN =
            """
            #!/bin/sh
            # barman get-wal [--peek 1] SERVER NAME
            directory=${0%/bin/*}
            PATH=/usr/bin:/bin
            cd "$directory" || exit 126
            for name; do :; done
            if [ "$name" = "$(cat victim 2>/dev/null)" ]; then
                case $(cat fault) in
                BARMAN_ENDS_WITH_255) exit 255 ;;
                BARMAN_REPORTS_AN_ERROR) echo 'EXCEPTION: [Errno 5] Input/output error' >&2; exit 1 ;;
                BARMAN_STOPS_HALF_WAY) head -c 5000000 "wals/$name"; exit 1 ;;
                CONNECTION_BREAKS_HALF_WAY) head -c 5000000 "wals/$name"; kill -s KILL $PPID; exit 1 ;;
                TOLD_TO_END_HALF_WAY | SILENCE) head -c 5000000 "wals/$name"; sleep 20; exit 1 ;;
                esac
            fi
            if [ "$2" = --peek ]; then
                [ ! -f "wals/$name" ] || echo "$name"
            elif [ -f "wals/$name" ]; then
                cat "wals/$name"
            else
                echo "ERROR: WAL file '$name' not found in server 'pg'" >&2
                exit 1
            fi
            """;

    /** Runs walsafe; for want of space, in a namespace where the destination's directory is a small disk of its own. */
    private static final String RESTORE =
            """
            directory=%1$s
            set -- %2$s restore --ssh-config $directory/config -U %3$s "$@"
            case " $* " in
            *" $(cat $directory/victim 2>/dev/null) "*)
                if [ "$(cat $directory/fault)" = NO_SPACE_AT_THE_DESTINATION ]; then
                    for path; do :; done
                    case $path in *HISTORY) size=nr_inodes=1 ;; *) size=size=4m ;; esac
                    exec unshare --map-root-user --mount /bin/sh -c \\
                        'mount -t tmpfs -o "$1" walsafe "$0" && shift && exec "$@"' "${path%%/*}" $size "$@"
                fi ;;
            esac
            exec "$@"
            """;

    private final Path directory = USER.temporaryDirectory("walsafe-faulty");
    private final Map<String, byte[]> files = new TreeMap<>();
    private final RealSshd sshd;
    private final SshKey key;
    private final SshKey stranger;
    private final ScheduledExecutorService teller =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "tell to end"));
    private Optional<Future<?>> telling = Optional.empty();

    private FaultyArchive() throws IOException {
        make("bin");
        make("wals");
        sshd = RealSshd.start(USER, "SetEnv PATH=" + directory.resolve("bin"));
        key = SshKey.make(directory, "id", "ed25519");
        stranger = SshKey.make(directory, "stranger", "ed25519");
        sshd.authorize(key.publicKey());
        write(
                "config",
                String.join(
                        "\n",
                        "Host backup",
                        "HostName " + RealSshd.HOST,
                        "HostKeyAlias backup",
                        "Port " + sshd.port(),
                        "IdentityFile " + directory.resolve("identity"),
                        "UserKnownHostsFile " + directory.resolve("known_hosts"),
                        "IdentitiesOnly yes",
                        "BatchMode yes",
                        ""));
        write(
                "restore.sh",
                RESTORE.formatted(directory, System.getProperty("walsafe.home") + "/bin/walsafe", USER.name()));
    }

    /** An archive of some files. */
    static FaultyArchive of(List<Path> files) throws IOException {
        FaultyArchive archive = new FaultyArchive();
        for (Path file : files) {
            archive.files.put(file.getFileName().toString(), Files.readAllBytes(file));
        }
        archive.repair();
        return archive;
    }

    /** As if it had held another file from the beginning. */
    void add(Path file) throws IOException {
        files.put(file.getFileName().toString(), Files.readAllBytes(file));
        repair();
    }

    /** A {@code restore_command} that gets its files from here; {@code options} are those of walsafe. */
    String command(String options) {
        return "/bin/sh " + directory.resolve("restore.sh") + " " + options + " backup pg %f %p";
    }

    /** What it should hold under a name. */
    byte[] read(String name) {
        return files.get(name);
    }

    // ---- Faults

    void strike(String victim, String fault) throws IOException {
        write("fault", fault);
        write("victim", victim);
    }

    /** Gives {@code content} to whoever asks for {@code name}, and no other fault. */
    void replace(String name, byte[] content) throws IOException {
        keep(name, content);
        Files.deleteIfExists(directory.resolve("victim"));
    }

    /** Has nothing of that name, and no other fault. */
    void lose(String name) throws IOException {
        Files.delete(directory.resolve("wals").resolve(name));
        Files.deleteIfExists(directory.resolve("victim"));
    }

    void stopSshd() {
        sshd.stop();
    }

    void changeKey() throws IOException {
        write("identity", Files.readString(stranger.file()));
    }

    void forgetHostKey() throws IOException {
        write("known_hosts", "backup " + stranger.publicKey() + "\n");
    }

    void removeBarman() throws IOException {
        Files.delete(directory.resolve("bin/barman"));
    }

    /** Sends SIGTERM to every walsafe that asks here for a file. */
    void tellToEndWhoAsksFor(String victim) {
        telling = Optional.of(teller.scheduleWithFixedDelay(
                () -> ProcessHandle.allProcesses()
                        .filter(process -> asksHereFor(victim, process))
                        .forEach(ProcessHandle::destroy),
                0,
                500,
                TimeUnit.MILLISECONDS));
    }

    private boolean asksHereFor(String victim, ProcessHandle process) {
        String commandLine = process.info().commandLine().orElse("");
        return commandLine.contains("cli.Main restore")
                && commandLine.contains(directory.toString())
                && commandLine.contains(" " + victim + " ");
    }

    /** Takes every fault back. */
    void repair() throws IOException {
        mend();
        Files.deleteIfExists(directory.resolve("victim"));
    }

    /** Takes every fault back but for one file, which cannot be had until the next fault strikes. */
    void repairAllBut(String victim) throws IOException {
        strike(victim, RestoreFault.BARMAN_ENDS_WITH_255.name());
        mend();
    }

    private void mend() throws IOException {
        telling.ifPresent(future -> future.cancel(false));
        telling = Optional.empty();
        sshd.startUnlessRunning();
        write("identity", Files.readString(key.file()));
        write("known_hosts", "backup " + sshd.ed25519HostKey().publicKey() + "\n");
        put("bin/barman", BARMAN.getBytes(StandardCharsets.US_ASCII), "rwx------");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            keep(file.getKey(), file.getValue());
        }
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(directory.resolve("wals"))) {
            for (Path file : kept) {
                if (!files.containsKey(file.getFileName().toString())) {
                    Files.delete(file);
                }
            }
        }
    }

    private void keep(String name, byte[] content) throws IOException {
        put("wals/" + name, content, "rw-------");
    }

    private void make(String name) throws IOException {
        USER.own(Files.createDirectory(directory.resolve(name)));
    }

    private void write(String name, String text) throws IOException {
        put(name, text.getBytes(StandardCharsets.UTF_8), "rw-------");
    }

    /** From one moment to the next: whoever looks meanwhile sees the old content or the new. */
    private void put(String name, byte[] content, String permissions) throws IOException {
        Path temporary = Files.write(directory.resolve("temporary"), content);
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(permissions));
        USER.own(temporary);
        Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() {
        teller.shutdownNow();
        sshd.close();
        try {
            PathUtils.deleteDirectory(directory);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
