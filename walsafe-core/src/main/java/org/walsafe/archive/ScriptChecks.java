package org.walsafe.archive;

/**
 * How much the {@code sh} gate looks at. Starting a program is most of what it costs.
 *
 * @since 0.1.0
 */
public enum ScriptChecks {
    /**
     * Where a marker is there, one program. An unattested marker: {@code ls}, for the mode of the directory and the length
     * of the file; its header is not looked at. An attested one: {@code od}, for the segment's header, compared with its
     * name and with the marker; the directory's mode and the file's length are not looked at, unless the marker names a
     * SHA-256 or is another user's.
     */
    QUICK("quick"),
    /** Everything that {@link ArchiveGate} looks at: both programs, always. */
    ALL("all");

    private final String word;

    ScriptChecks(String word) {
        this.word = word;
    }

    /** The word in the script. */
    String word() {
        return word;
    }
}
