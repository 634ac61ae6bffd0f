package org.walsafe.examples.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.walsafe.archive.ArchiveStatusDirectory;
import org.walsafe.archive.GateScript;
import org.walsafe.barman.BarmanCatalogue;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.EmbeddedPostgresBuilder;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.reconcile.CatalogueArchive;
import org.walsafe.reconcile.ReconcileReport;
import org.walsafe.reconcile.Reconciler;
import org.walsafe.reconcile.ReconcilerConfig;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.ssh.tck.Account;
import org.walsafe.ssh.tck.RealSshd;
import org.walsafe.wal.WalFileName;

/**
 * The whole scenario: a real server that streams to a real Barman without a slot, the generated gate as its archive_command,
 * and a {@link RecyclingWatch} from the first moment to the last.
 */
final class StreamedServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final EmbeddedPostgres postgres;
    private final Path safeDirectory;
    private final RealBarman barman;
    private final WalSafeRegistry registry;
    private final RecyclingWatch watch;
    private Optional<RealSshd> sshd = Optional.empty();

    private StreamedServer(EmbeddedPostgres postgres, Path safeDirectory, RealBarman barman, RecyclingWatch watch) {
        this.postgres = postgres;
        this.safeDirectory = safeDirectory;
        this.barman = barman;
        this.registry = WalSafeRegistry.open(safeDirectory.toUri());
        this.watch = watch;
    }

    /** Starts server and stream; the user of the server can be logged in to. */
    static StreamedServer start(EmbeddedPostgresBuilder builder) throws Exception {
        EmbeddedPostgres postgres = builder.runAs(Account.ordinary().name())
                .setting("archive_mode", "on")
                .create();
        RealBarman barman = RealBarman.of(postgres);
        try {
            Path safeDirectory = postgres.createDirectory(".wal_safe_dir");
            Path gate = postgres.writeScript(
                    "walsafe-gate",
                    GateScript.of(HostPath.of(safeDirectory.toString())).text());
            postgres.set("archive_command", gate + " %p %f");
            postgres.start();
            barman.startReceiving();
            SortedSet<String> beforeTheStream = beforeTheStream(postgres, barman);
            StreamedServer server = new StreamedServer(
                    postgres, safeDirectory, barman, RecyclingWatch.start(postgres, barman::holds, beforeTheStream));
            server.confirmByHand(beforeTheStream);
            return server;
        } catch (Exception e) {
            barman.close();
            postgres.close();
            throw e;
        }
    }

    /** What no stream will ever bring, since it was written before it began. */
    private static SortedSet<String> beforeTheStream(EmbeddedPostgres postgres, RealBarman barman) throws IOException {
        String first = RealBarman.contents(barman.streaming()).first().substring(0, 24);
        return new TreeSet<>(postgres.walFiles().headSet(first));
    }

    private void confirmByHand(Collection<String> files) {
        files.forEach(file -> registry.confirm(Confirmation.unattested(WalFileName.parse(file))));
    }

    /** Starts an {@code sshd} on the server's host, where Barman's user can log in as the server's, under the name pg. */
    RealSshd startSshd() {
        RealSshd started = RealSshd.start(Account.ordinary());
        sshd = Optional.of(started);
        barman.letInto(started, "pg");
        return started;
    }

    /** A file or directory of the server's host, as Barman's user reaches it. */
    static String overSsh(Path path) {
        return "ssh://" + Account.ordinary().name() + "@pg" + path;
    }

    /** Has Barman call {@code walsafe hook} for each file. */
    void confirmByHook(String... options) {
        barman.set(
                "post_archive_retry_script",
                Walsafe.LAUNCHER + " hook --registry " + overSsh(safeDirectory) + " " + String.join(" ", options));
    }

    /** Has Barman call the script of {@code walsafe hook-script --registry} for each file; returns where it is. */
    Path confirmByScript() {
        String script = barman.runAsItsUser(
                List.of(Walsafe.LAUNCHER.toString(), "hook-script", "--registry", overSsh(safeDirectory)));
        Path file = barman.writeFile("hook.sh", script);
        barman.set("post_archive_retry_script", "/bin/sh " + file);
        return file;
    }

    EmbeddedPostgres postgres() {
        return postgres;
    }

    RealBarman barman() {
        return barman;
    }

    Path safeDirectory() {
        return safeDirectory;
    }

    WalSafeRegistry registry() {
        return registry;
    }

    RecyclingWatch watch() {
        return watch;
    }

    /** Completes that many segments. */
    List<String> write(int count) throws SQLException {
        List<String> segments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            segments.add(postgres.switchSegment());
        }
        return segments;
    }

    /** Waits until Barman has received {@code files}, and archives what it has received: the hooks run. */
    void archive(Collection<String> files) {
        awaitReceived(files);
        barman.archive();
    }

    /** Waits until Barman has received {@code files}. */
    void awaitReceived(Collection<String> files) {
        await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> {
            SortedSet<String> received = RealBarman.contents(barman.streaming());
            received.addAll(barman.archived());
            return received.containsAll(files);
        });
    }

    /** Makes one pass of reconciling, as a new process would. */
    ReconcileReport reconcile() throws InterruptedException {
        try (Host host = new LocalHost()) {
            return reconciler(host).reconcile();
        }
    }

    /** Reconciles the gate's registry with what Barman holds. */
    Reconciler reconciler(Host host) {
        HostPath data = HostPath.of(postgres.data().toString());
        HostPath catalogue = HostPath.of(barman.home().toString());
        return new Reconciler(ReconcilerConfig.of(
                new ArchiveStatusDirectory(host, data, InstantSource.system()),
                new CatalogueArchive(host, new BarmanCatalogue(host, catalogue)),
                registry));
    }

    /** The WAL files that have a marker, of whatever content. */
    SortedSet<String> markers() throws IOException {
        SortedSet<String> markers = new TreeSet<>();
        for (String name : RealBarman.contents(safeDirectory)) {
            if (name.endsWith(".done")) {
                markers.add(name.substring(0, name.length() - ".done".length()));
            }
        }
        return markers;
    }

    /** The standing of a WAL file in the registry. */
    Lookup lookup(String walFile) {
        return registry.lookup(WalFileName.parse(walFile));
    }

    /** Waits until PostgreSQL no longer waits for any of {@code files}. */
    void awaitLetGo(Collection<String> files) {
        await().pollInterval(Duration.ofMillis(200)).atMost(PATIENCE).untilAsserted(() -> {
            postgres.wakeArchiver();
            SortedSet<String> waiting = postgres.waiting();
            waiting.retainAll(files);
            assertThat(waiting).isEmpty();
        });
    }

    /**
     * Waits until PostgreSQL has let {@code files} go and recycled them, which it does at a checkpoint; old releases keep
     * what the checkpoint before needs.
     */
    void awaitRecycled(Collection<String> files) throws SQLException, IOException {
        awaitLetGo(files);
        postgres.checkpoint();
        postgres.checkpoint();
        assertThat(postgres.walFiles()).doesNotContainAnyElementsOf(files);
        watch.assertNothingLost();
    }

    @Override
    public void close() {
        watch.close();
        registry.close();
        barman.close();
        sshd.ifPresent(RealSshd::close);
        postgres.close();
    }
}
