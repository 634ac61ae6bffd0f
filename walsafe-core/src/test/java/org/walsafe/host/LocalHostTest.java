package org.walsafe.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.tck.RequiresRealPart;

/** What is {@link LocalHost}'s own, beyond what every host promises. */
@Timeout(60)
class LocalHostTest {

    @TempDir
    Path directory;

    private final LocalHost host = new LocalHost(new Random(1));

    @Test
    void aCommandPastItsDeadlineGoesWithItsDescendants() throws IOException {
        String[] pids = output(
                        Command.of("sh", "-c", "sleep 100 & echo $! $$; wait").within(Duration.ofMillis(500)))
                .trim()
                .split(" ");

        assertThat(pids).hasSize(2);
        for (String pid : pids) {
            await().atMost(Duration.ofSeconds(5)).until(() -> hasEnded(pid));
        }
    }

    @Test
    void aCommandThatWillNotEndIsMadeTo() throws IOException {
        String pid = output(Command.of("sh", "-c", "trap '' TERM; echo $$; while :; do sleep 1; done")
                        .within(Duration.ofMillis(500)))
                .trim();

        await().atMost(Duration.ofSeconds(5)).until(() -> hasEnded(pid));
    }

    private static boolean hasEnded(String pid) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
        return process.isEmpty() || !process.get().isAlive();
    }

    @Test
    void aDescendantThatKeepsTheOutputOpenHoldsNobodyUp() throws IOException {
        long start = System.nanoTime();

        output(Command.of("sh", "-c", "setsid sleep 20 & exit 0").within(Duration.ofSeconds(1)));

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void inputThatCannotBeProducedIsNotTakenForTheWhole() {
        Path complete = directory.resolve("complete");

        assertThatThrownBy(() -> output(Command.of("sh", "-c", "cat >/dev/null; touch \"$1\"", "sh", complete + "")
                        .reading(stdin -> {
                            stdin.write(new byte[1000]);
                            stdin.flush();
                            throw new IOException("the source is gone");
                        })))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the source is gone");

        assertThat(complete).doesNotExist();
    }

    @Test
    void interruptingEndsTheCommandAndLeavesTheThreadInterrupted() throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        List<Boolean> interrupted = new ArrayList<>();
        Thread caller = new Thread(
                () -> {
                    try {
                        host.run(Command.of("sleep", "100"), new ByteArrayOutputStream());
                    } catch (IOException e) {
                        thrown.add(e);
                        interrupted.add(Thread.currentThread().isInterrupted());
                    }
                },
                "interrupted caller");
        caller.start();
        await().until(() -> caller.getState() == Thread.State.TIMED_WAITING);

        caller.interrupt();
        caller.join(10_000);

        assertThat(thrown).singleElement().isInstanceOf(InterruptedIOException.class);
        assertThat(interrupted).containsExactly(true);
    }

    @Test
    void noThreadOutlivesItsCommand() throws IOException {
        output(Command.of("cat", "-", "/nonexistent").reading(stdin -> stdin.write(1)));

        await().atMost(Duration.ofSeconds(5)).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("walsafe cat ")));
    }

    @Test
    void aWordTheLocaleCannotExpressIsRefusedInsteadOfChanged() throws Exception {
        assertThat(inAnotherJvm(List.of("env", "LC_ALL=C"), "run")).contains("LC_ALL=C.UTF-8");
        assertThat(inAnotherJvm(List.of("env", "LC_ALL=C"), "write", "/tmp/caf\u00e9"))
                .isNotBlank();
    }

    /** A file size limit stands in for a full disk: the write fails the same way, and needs no root. */
    @Test
    void aFileThatDoesNotFitLeavesNothing() throws Exception {
        String told = inAnotherJvm(
                List.of("sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"),
                "write",
                directory.resolve("file").toString());

        assertThat(told)
                .contains("FileSystemException", directory.resolve("file") + ": cannot be written on localhost: ");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    @RequiresRealPart("setpriv")
    void whatAnotherUserMayNotLookAtIsNotAbsent() throws Exception {
        Path shut = Files.createDirectory(
                directory.resolve("shut"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        List<String> asNobody =
                isRoot() ? List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups") : List.of("env");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        for (String deed : List.of("status", "read", "write", "delete")) {
            assertThat(inAnotherJvm(asNobody, deed, shut.resolve("file").toString()))
                    .as(deed)
                    .contains("AccessDeniedException", "permission denied");
        }
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private String output(Command command) throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        host.run(command, stdout);
        return stdout.toString(StandardCharsets.UTF_8);
    }

    /** Runs {@link LocalHostProbe} under {@code wrapper}, from copies of the classes that any user may read. */
    private static String inAnotherJvm(List<String> wrapper, String... arguments) throws Exception {
        Path classes = Files.createTempDirectory("walsafe-probe");
        try {
            Files.setPosixFilePermissions(classes, PosixFilePermissions.fromString("rwxr-xr-x"));
            copyClasses(LocalHost.class, classes);
            copyClasses(LocalHostProbe.class, classes);
            List<String> words = new ArrayList<>(wrapper);
            words.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:-UsePerfData",
                    "-cp",
                    classes.toString(),
                    LocalHostProbe.class.getName()));
            words.addAll(List.of(arguments));
            Process probe = new ProcessBuilder(words).redirectErrorStream(true).start();
            String told = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(probe.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return told;
        } finally {
            org.apache.commons.io.file.PathUtils.deleteDirectory(classes);
        }
    }

    private static void copyClasses(Class<?> member, Path target) throws Exception {
        Path source = Path.of(
                member.getProtectionDomain().getCodeSource().getLocation().toURI());
        for (String folder : List.of("org/walsafe/host", "org/walsafe/error")) {
            Path to = Files.createDirectories(target.resolve(folder));
            Path from = source.resolve(folder);
            if (!Files.isDirectory(from)) {
                continue;
            }
            try (var files = Files.newDirectoryStream(from, "*.class")) {
                for (Path file : files) {
                    Files.copy(file, to.resolve(file.getFileName().toString()));
                }
            }
        }
    }
}
