package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.FileMode;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.tck.Race;

class DirectoryLeaseTest {

    private static final Duration LENGTH = Duration.ofSeconds(30);

    private static final ProcessIdentity HERE = ProcessIdentity.current();

    private static final ProcessIdentity ELSEWHERE = new ProcessIdentity("another-machine/pid:[1]", 17, 1);

    @TempDir
    Path root;

    private final Host host = new LocalHost();
    private HostPath directory;
    private Path file;
    private long nanos;

    @BeforeEach
    void makeDirectory() throws IOException {
        directory = HostPath.of(root.toString()).child("registry");
        host.files().createDirectory(directory, FileMode.PRIVATE_DIRECTORY);
        file = Path.of(directory.value()).resolve(DirectoryLease.FILE_NAME);
    }

    @Test
    void isHeldByTheFirstWhoAsks() throws IOException {
        DirectoryLease first = lease("first", HERE);
        DirectoryLease second = lease("second", ELSEWHERE);

        assertThat(first.hold()).isEqualTo(new LockState.Held());
        assertThat(second.hold()).isEqualTo(new LockState.HeldByAnother("first"));
        assertThat(first.hold()).isEqualTo(new LockState.Held());
    }

    @Test
    void isFreeOnceItIsGivenBack() throws IOException {
        DirectoryLease first = lease("first", ELSEWHERE);
        first.hold();

        first.close();
        first.close();

        assertThat(file).doesNotExist();
        assertThat(lease("second", HERE).hold()).isEqualTo(new LockState.Held());
        assertThatThrownBy(first::hold).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void runsOutWhenNobodyRenewsIt() throws IOException {
        lease("killed", ELSEWHERE).hold();
        DirectoryLease second = lease("second", HERE);
        assertThat(second.hold()).isInstanceOf(LockState.HeldByAnother.class);

        pass(LENGTH.minusMillis(1));
        assertThat(second.hold()).isInstanceOf(LockState.HeldByAnother.class);
        pass(Duration.ofMillis(1));
        assertThat(second.hold()).isEqualTo(new LockState.Held());
    }

    @Test
    void doesNotRunOutWhileItIsRenewed() throws IOException {
        DirectoryLease first = lease("first", ELSEWHERE);
        DirectoryLease second = lease("second", HERE);
        for (int i = 0; i < 20; i++) {
            assertThat(first.hold()).isEqualTo(new LockState.Held());
            assertThat(second.hold()).isEqualTo(new LockState.HeldByAnother("first"));
            pass(LENGTH.dividedBy(3));
        }
    }

    @Test
    void isRenewedByItsOwnerAlone() throws IOException {
        DirectoryLease first = lease("first", HERE);
        for (int i = 0; i < 5; i++) {
            assertThat(first.hold()).isEqualTo(new LockState.Held());
            assertThat(lease("second", HERE).hold()).isEqualTo(new LockState.HeldByAnother("first"));
            pass(LENGTH.dividedBy(3));
        }
    }

    @Test
    void isHeldByOneOfThoseWhoAskAtOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            List<LockState> states =
                    Race.of(4, racer -> lease("racer " + racer, HERE).hold());

            assertThat(states).filteredOn(LockState.Held.class::isInstance).hasSize(1);
            Files.delete(file);
        }
    }

    /** The lease of one who slept while a second took it. */
    private DirectoryLease lostToTheSecond() throws IOException {
        DirectoryLease asleep = lease("asleep", ELSEWHERE);
        asleep.hold();
        DirectoryLease second = lease("second", HERE);
        second.hold();
        pass(LENGTH);
        assertThat(second.hold()).isEqualTo(new LockState.Held());
        return asleep;
    }

    @Test
    void whoLostItUnawaresGivesBackNothing() throws IOException {
        DirectoryLease asleep = lostToTheSecond();

        asleep.close();

        assertThat(file).exists();
    }

    @Test
    void isTakenAtOnceFromAProcessOfThisMachineThatIsGone() throws IOException {
        ProcessIdentity killed = new ProcessIdentity(HERE.space(), HERE.pid(), HERE.started() - 1);
        lease("killed", killed).hold();

        assertThat(lease("second", HERE).hold()).isEqualTo(new LockState.Held());
    }

    @Test
    void aLoserNoticesAtItsNextRenewal() throws IOException {
        DirectoryLease asleep = lostToTheSecond();

        assertThat(asleep.hold()).isEqualTo(new LockState.HeldByAnother("second"));
        asleep.close();
        assertThat(file).as("what is another's by now").exists();
    }

    @Test
    void anAlienFileIsSomebodysUntilItRunsOut() throws IOException {
        Files.writeString(file, "hello\nworld");
        DirectoryLease lease = lease("first", HERE);

        assertThat(lease.hold()).isEqualTo(new LockState.HeldByAnother("a file that holds \"hello\\nworld\""));
        pass(LENGTH);
        assertThat(lease.hold()).isEqualTo(new LockState.Held());
    }

    @Test
    void comesBackWhenSomebodyTidiesItAway() throws IOException {
        DirectoryLease lease = lease("first", HERE);
        lease.hold();
        Files.delete(file);

        pass(LENGTH);

        assertThat(lease.hold()).isEqualTo(new LockState.Held());
        assertThat(file).exists();
    }

    @Test
    void whereNobodyCanLookItIsNotHeld() throws IOException {
        DirectoryLease lease = lease("first", HERE);
        Files.delete(Path.of(directory.value()));

        assertThatThrownBy(lease::hold).isInstanceOf(IOException.class);
    }

    @Test
    void isNoStrangerInTheRegistry() throws IOException {
        lease("first", HERE).hold();

        DirectoryMarkerStore.on(host, directory).list(new MarkerVisitor() {
            @Override
            public void marker(MarkerKey key) {
                throw new AssertionError(key);
            }

            @Override
            public void stranger(String name) {
                throw new AssertionError(name);
            }
        });
    }

    private DirectoryLease lease(String owner, ProcessIdentity process) {
        return new DirectoryLease(host, directory, owner, LENGTH, process, () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }
}
