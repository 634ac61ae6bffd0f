package org.walsafe.archive;

import java.util.Map;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.io.ScriptTemplate;
import org.walsafe.wal.PostgresMajor;

/**
 * The gate as a POSIX {@code sh} script, for hosts of PostgreSQL that have no JVM: the same markers, the standard policy with
 * its choices, the same exit statuses ({@link ArchiveExitStatus}). It needs {@code ls} and {@code od}, and compares SHA-256
 * where {@code sha256sum} exists; without {@code ls} or {@code od} it lets nothing go that needs them. It knows a directory
 * only: no quorum, no overflow valve, no policy of one's own.
 *
 * <p>Runs under dash, bash and busybox sh. Immutable and thread-safe.
 *
 * @param directory the WAL safe directory, on PostgreSQL's host
 * @param unattested whether markers without evidence confirm
 * @param partials whether partial segments need a marker
 * @param checks how much it looks at
 * @param oldMarkers whether it cleans up
 * @since 0.1.0
 */
public record GateScript(
        HostPath directory,
        UnattestedConfirmations unattested,
        PartialSegments partials,
        ScriptChecks checks,
        OldMarkers oldMarkers) {

    private static final String TEMPLATE = "walsafe-gate.sh";

    /** Checks that the directory can stand in a script. */
    public GateScript {
        ArchiveCommandSetting.requirePrintable(directory.value());
    }

    /**
     * {@return the script with the standard choices: unattested markers confirm, partial segments go unconfirmed, quick
     * checks, no clean-up}
     *
     * @param directory the WAL safe directory, on PostgreSQL's host
     * @throws IllegalArgumentException when its path holds control characters
     */
    public static GateScript of(HostPath directory) {
        return new GateScript(
                directory,
                UnattestedConfirmations.ACCEPTED,
                PartialSegments.ACCEPTED,
                ScriptChecks.QUICK,
                OldMarkers.KEPT);
    }

    /**
     * {@return the same with another choice}
     *
     * @param choice whether markers without evidence confirm
     */
    public GateScript with(UnattestedConfirmations choice) {
        return new GateScript(directory, choice, partials, checks, oldMarkers);
    }

    /**
     * {@return the same with another choice}
     *
     * @param choice whether partial segments need a marker
     */
    public GateScript with(PartialSegments choice) {
        return new GateScript(directory, unattested, choice, checks, oldMarkers);
    }

    /**
     * {@return the same with another choice}
     *
     * @param choice how much it looks at
     */
    public GateScript with(ScriptChecks choice) {
        return new GateScript(directory, unattested, partials, choice, oldMarkers);
    }

    /**
     * {@return the same with another choice}
     *
     * @param choice whether it cleans up
     */
    public GateScript with(OldMarkers choice) {
        return new GateScript(directory, unattested, partials, checks, choice);
    }

    /** {@return the script, to be stored where PostgreSQL can read it and none but trusted users can write} */
    public String text() {
        return ScriptTemplate.beside(GateScript.class, TEMPLATE)
                .filled(Map.of(
                        "page_magics", pageMagics(),
                        "unattested_markers", unattested == UnattestedConfirmations.ACCEPTED ? "accepted" : "refused",
                        "partial_segments", partials == PartialSegments.ACCEPTED ? "accepted" : "required",
                        "checks", checks.word(),
                        "old_markers", oldMarkers.word(),
                        "directory", ShellWord.quote(directory.value())));
    }

    private static String pageMagics() {
        StringBuilder magics = new StringBuilder();
        for (PostgresMajor major : PostgresMajor.values()) {
            magics.append(magics.length() == 0 ? "" : " ").append(major.pageMagic());
        }
        return magics.toString();
    }
}
