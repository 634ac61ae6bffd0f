package org.walsafe.examples.cli;

import java.io.FileNotFoundException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.walsafe.error.WalSafeException;
import org.walsafe.examples.postgres.PostgresFailedException;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.reconcile.ArchiveUnreachableException;
import org.walsafe.reconcile.PrimaryUnreachableException;
import org.walsafe.registry.RegistryUnreachableException;

/**
 * Why a command failed.
 *
 * @param error what happened, to what, where
 * @param hint what to do about it
 * @param ending what the command ends with
 */
record Complaint(String error, Optional<String> hint, ExitStatus ending) {

    /** What {@code failure} means to the user of {@code command}. */
    static Complaint of(String command, Exception failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure instanceof WalSafeException known) {
            return new Complaint(
                    message, known.hint(), nobodyCouldLook(known) ? ExitStatus.UNKNOWN : ExitStatus.REFUSED);
        }
        if (failure instanceof IllegalArgumentException) {
            return wrongArguments(command, message);
        }
        if (failure instanceof InterruptedException) {
            return unknown("interrupted");
        }
        if (failure instanceof FileSystemException failed) {
            return unknown(told(failed));
        }
        if (failure instanceof FileNotFoundException) {
            return unknown(message);
        }
        return failure instanceof HostUnreachableException unreachable
                ? new Complaint(message, unreachable.hint(), ExitStatus.UNKNOWN)
                : unknown(failure.toString());
    }

    private static boolean nobodyCouldLook(WalSafeException failure) {
        return failure instanceof RegistryUnreachableException
                || failure instanceof PrimaryUnreachableException
                || failure instanceof ArchiveUnreachableException
                || failure instanceof PostgresFailedException;
    }

    /** That {@code command} was called in a way that it does not know. */
    static Complaint wrongArguments(String command, String message) {
        String help = command.isEmpty() ? "walsafe --help" : "walsafe " + command + " --help";
        return new Complaint(message, Optional.of("See '" + help + "'."), ExitStatus.REFUSED);
    }

    private static Complaint unknown(String error) {
        return new Complaint(error, Optional.empty(), ExitStatus.UNKNOWN);
    }

    /** Java names the file, and leaves what happened to the name of the class. */
    private static String told(FileSystemException failure) {
        if (failure.getReason() != null) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof NoSuchFileException) {
            return failure.getFile() + ": no such file or directory";
        }
        return failure instanceof AccessDeniedException
                ? failure.getFile() + ": permission denied"
                : failure.toString();
    }

    /** The error, and the hint behind it. */
    String sentences() {
        String sentence = error.endsWith(".") || hint.isEmpty() ? error : error + ".";
        return hint.map(text -> sentence + " " + text).orElse(sentence);
    }
}
