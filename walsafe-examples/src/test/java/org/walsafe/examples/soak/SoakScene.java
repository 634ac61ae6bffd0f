package org.walsafe.examples.soak;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.walsafe.archive.GateScript;
import org.walsafe.examples.barman.RealBarman;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;
import org.walsafe.examples.postgres.ShutdownMode;
import org.walsafe.examples.restore.BarmanOverSsh;
import org.walsafe.host.HostPath;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.Program;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.wal.WalFileName;

/**
 * Everything as the README sets it up: PostgreSQL 15 with the gate, and no slot; Barman, which receives from it through a
 * network, and beside Barman the resident confirmer, which reaches PostgreSQL's host over SSH through the same network.
 *
 * <p>Closing ends every process and removes every file, as does the end of the JVM.
 */
final class SoakScene implements AutoCloseable {

    /** The program. */
    static final Path WALSAFE = Path.of(System.getProperty("walsafe.home"), "bin", "walsafe");

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int SEGMENT_MEGABYTES = 1;

    private final EmbeddedPostgres postgres;
    private final RealSshd sshd;
    private final Network network;
    private final BarmanOverSsh barman;
    private final Disks disks;
    private final Services services;
    private final SafetyWatch watch;
    private final Thread closeWithTheProcess = new Thread(this::endEverything, "close-soak");

    private SoakScene() throws Exception {
        Account user = Account.ordinary();
        postgres = EmbeddedPostgres.builder(PostgresRelease.V15_19)
                .runAs(user.name())
                .environment("JAVA_HOME", System.getProperty("java.home"))
                .segmentMegabytes(SEGMENT_MEGABYTES)
                .setting("archive_mode", "on")
                .setting("checkpoint_timeout", "30s")
                .setting("max_wal_size", "32MB")
                .setting("max_wal_senders", "10")
                .create();
        Path safeDirectory = postgres.createDirectory(".wal_safe_dir");
        Path gate = postgres.writeScript(
                "walsafe-gate.sh",
                GateScript.of(HostPath.of(safeDirectory.toString())).text());
        postgres.set("archive_command", "set -- \"%p\" \"%f\"; . " + gate);
        sshd = RealSshd.start(user);
        network = Network.to(postgres.port(), sshd.port());
        barman = BarmanOverSsh.of(
                RealBarman.of(postgres, network.toPostgres().port()).set("compression", "gzip"));
        barman().letInto(sshd, "pg", network.toSshd().port());
        disks = Disks.mount(safeDirectory, user, barman());
        postgres.start();
        services = Services.start(barman(), SEGMENT_MEGABYTES << 20, confirming(user, safeDirectory));
        SortedSet<String> older = beforeTheStream();
        watch = SafetyWatch.start(postgres, barman(), safeDirectory, older);
        try (WalSafeRegistry registry = WalSafeRegistry.open(safeDirectory.toUri())) {
            older.forEach(file -> registry.confirm(Confirmation.unattested(WalFileName.parse(file))));
        }
        Runtime.getRuntime().addShutdownHook(closeWithTheProcess);
    }

    /** Starts it. */
    static SoakScene start() throws Exception {
        return new SoakScene();
    }

    private List<String> confirming(Account user, Path safeDirectory) {
        String host = "ssh://" + user.name() + "@pg";
        return List.of(
                WALSAFE.toString(),
                "reconcile",
                "--follow",
                "--barman-home",
                String.valueOf(barman().home().getParent()),
                "--barman-server",
                RealBarman.SERVER,
                "--primary",
                host + postgres.data(),
                "--registry",
                host + safeDirectory,
                "--status-file",
                barman().configuration().resolveSibling("status.json").toString());
    }

    /** What no stream will ever bring, since it was written before it began. */
    private SortedSet<String> beforeTheStream() throws IOException {
        await("the stream").atMost(PATIENCE).until(() -> RealBarman.contents(barman().streaming()).stream()
                .anyMatch(name -> name.endsWith(".partial")));
        String first = RealBarman.contents(barman().streaming()).first().substring(0, 24);
        return new TreeSet<>(postgres.walFiles().headSet(first));
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    RealSshd sshd() {
        return sshd;
    }

    Network network() {
        return network;
    }

    RealBarman barman() {
        return barman.barman();
    }

    /** The same, as PostgreSQL's host reaches it. */
    BarmanOverSsh barmanOverSsh() {
        return barman;
    }

    Disks disks() {
        return disks;
    }

    Services services() {
        return services;
    }

    SafetyWatch watch() {
        return watch;
    }

    /** The faults that this machine allows. */
    Set<Fault> possibleFaults() {
        Set<Fault> faults = EnumSet.allOf(Fault.class);
        if (!disks.areThere()) {
            faults.removeAll(Fault.ofDisks());
        }
        return faults;
    }

    /** What went wrong up to now. */
    List<String> losses() {
        List<String> losses = new ArrayList<>(watch.losses());
        services.failure().ifPresent(failure -> losses.add("the services were not kept up: " + failure));
        return losses;
    }

    /** Ends PostgreSQL for good, and all that looks at it. */
    void losePrimary() throws IOException, InterruptedException {
        watch.close();
        services.close();
        postgres.stop(ShutdownMode.IMMEDIATE);
    }

    /** What is wrong with Barman's archive, by {@code walsafe verify archive}. */
    Optional<String> verifyArchive() {
        Program verified = Program.run(List.of(
                WALSAFE.toString(),
                "verify",
                "archive",
                "--barman",
                barman().home().toString()));
        return verified.status() == 0 ? Optional.empty() : Optional.of("the archive is not good: " + verified);
    }

    /** Has Barman take a base backup, which begins only when PostgreSQL waits for nothing. */
    void backUp() {
        await("a base backup").atMost(PATIENCE).until(() -> {
            await("nothing waits").atMost(PATIENCE).until(() -> {
                goOn();
                return postgres.waiting().isEmpty();
            });
            Process backup = barman().start(barman().command("backup", RealBarman.SERVER));
            await("the backup's end").atMost(PATIENCE).until(() -> {
                goOn();
                return !backup.isAlive();
            });
            return backup.exitValue() == 0;
        });
    }

    /** Writes a little, since Barman holds the last segment back until the next begins, and has PostgreSQL ask the gate. */
    void goOn() throws SQLException, IOException, InterruptedException {
        postgres.execute("create table if not exists busy (n int); insert into busy values (1)");
        postgres.wakeArchiver();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(closeWithTheProcess);
        endEverything();
    }

    private void endEverything() {
        watch.close();
        services.close();
        network.close();
        disks.close();
        sshd.close();
        barman.close();
        postgres.close();
    }
}
