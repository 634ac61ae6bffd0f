package org.walsafe.reconcile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process on a machine, told apart from all others: by the machine's boot, the process number space (a container has its
 * own), the number in it, and when the process began, for numbers are used again.
 *
 * @param space the boot and the number space; empty where the system does not tell
 * @param pid the process number
 * @param started when it began, in milliseconds since 1970; 0 where the system does not tell
 */
record ProcessIdentity(String space, long pid, long started) {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private static final Path NUMBER_SPACE = Path.of("/proc/self/ns/pid");

    /** This process. */
    static ProcessIdentity current() {
        ProcessHandle self = ProcessHandle.current();
        return new ProcessIdentity(currentSpace(), self.pid(), started(self));
    }

    /** Reads what {@link #toString()} wrote; empty for anything else. */
    static Optional<ProcessIdentity> parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ProcessIdentity(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether it ran in the number space that {@code observer} runs in, and runs no more. */
    boolean isKnownGoneTo(ProcessIdentity observer) {
        if (space.isEmpty() || !space.equals(observer.space)) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        return process.isEmpty() || !process.get().isAlive() || started(process.get()) != started;
    }

    private static String currentSpace() {
        try {
            return Files.readString(BOOT).trim() + "/" + Files.readSymbolicLink(NUMBER_SPACE);
        } catch (IOException | UnsupportedOperationException notLinux) {
            return "";
        }
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    @Override
    public String toString() {
        return space + " " + pid + " " + started;
    }
}
