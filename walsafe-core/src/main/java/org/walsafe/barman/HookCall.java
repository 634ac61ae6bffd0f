package org.walsafe.barman;

import java.util.Map;
import java.util.Optional;
import org.walsafe.error.PrintableText;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/** What Barman says when it calls an archive hook, in variables of the environment (2.0 to 3.17). */
sealed interface HookCall {

    /** Since when the archive holds a file. */
    enum Novelty {
        /** Barman has archived it now, and flushed it to disk. */
        NEW,
        /** It was there before, and Barman has only compared it: whether it was ever flushed nobody knows. */
        IDENTICAL_DUPLICATE
    }

    /** The archive holds the file. */
    record Archived(String server, WalFileName file, HostPath path, Novelty novelty) implements HookCall {}

    /** Another file of this name, with other content, was there before; the new one is in {@code errors/}. */
    record Conflicting(String server, WalFileName file, HostPath path) implements HookCall {}

    /** Barman could not archive the file, and will try again. */
    record Failed(String server, WalFileName file, String error) implements HookCall {}

    /** This is no call of {@code post_archive_retry_script}. */
    record Misused(String reason) implements HookCall {}

    /** Understands a call. */
    static HookCall of(Map<String, String> environment) {
        String hook = environment.getOrDefault("BARMAN_HOOK", "");
        String phase = environment.getOrDefault("BARMAN_PHASE", "");
        if (hook.isEmpty() && phase.isEmpty()) {
            return new Misused("BARMAN_HOOK and BARMAN_PHASE are not set: Barman calls this, nobody else");
        }
        if (phase.equals("post") && hook.equals("archive_script")) {
            return new Misused(
                    "as post_archive_script it cannot see whether Barman archived the file at all: Barman gives"
                            + " BARMAN_ERROR to post_archive_retry_script only");
        }
        if (!phase.equals("post")
                || !hook.equals("archive_retry_script")
                || !environment.getOrDefault("BARMAN_RETRY", "").equals("1")) {
            return new Misused(
                    "Barman calls it as " + PrintableText.quoted(phase + "_" + hook)
                            + ", but only post_archive_retry_script comes after a file was archived and can see whether it was");
        }
        return ofPostArchive(environment);
    }

    private static HookCall ofPostArchive(Map<String, String> environment) {
        String segment = environment.getOrDefault("BARMAN_SEGMENT", "");
        Optional<WalFileName> file = WalFileName.tryParse(segment);
        if (file.isEmpty()) {
            return new Misused("BARMAN_SEGMENT is " + PrintableText.quoted(segment) + ", which is no WAL file's name");
        }
        String server = environment.getOrDefault("BARMAN_SERVER", "");
        String error = environment.getOrDefault("BARMAN_ERROR", "");
        boolean differing = error.startsWith("DuplicateWalFile:");
        if (!error.isEmpty() && !differing && !error.startsWith("MatchingDuplicateWalFile:")) {
            return new Failed(server, file.get(), error);
        }
        Optional<HostPath> path = pathOf(segment, environment.getOrDefault("BARMAN_FILE", ""));
        if (path.isEmpty()) {
            return new Misused("BARMAN_FILE is "
                    + PrintableText.quoted(environment.getOrDefault("BARMAN_FILE", "")) + ", which is no path of "
                    + segment);
        }
        return differing
                ? new Conflicting(server, file.get(), path.get())
                : new Archived(
                        server, file.get(), path.get(), error.isEmpty() ? Novelty.NEW : Novelty.IDENTICAL_DUPLICATE);
    }

    private static Optional<HostPath> pathOf(String segment, String text) {
        try {
            return Optional.of(new HostPath(text)).filter(path -> path.name().equals(segment));
        } catch (IllegalArgumentException noPath) {
            return Optional.empty();
        }
    }
}
