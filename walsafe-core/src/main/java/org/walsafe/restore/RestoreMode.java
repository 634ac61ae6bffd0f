package org.walsafe.restore;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;

/**
 * Who asks for a WAL file, which decides what an answer does: the same exit status that a standby shrugs off ends a recovery.
 *
 * @since 0.1.0
 */
public enum RestoreMode {
    /**
     * A recovery that ends: point-in-time recovery, or crash recovery from a backup. PostgreSQL takes an exit status of 1 to 125
     * for the end of the archive, and opens the server on a new timeline.
     */
    RECOVERY("recovery"),
    /** A standby. PostgreSQL takes 1 to 125 for "not yet" and asks again; above 125 the standby goes down. */
    STANDBY("standby"),
    /** Somebody else: {@code pg_rewind}, another tool, a person. */
    ON_DEMAND("on-demand");

    private static final int LONGEST_RECOVERY_CONF = 1 << 20;

    /** PostgreSQL 9.2 to 11: name and value, an equals sign between them or not, the value in quotes or not. */
    private static final Pattern STANDBY_MODE =
            Pattern.compile("(?im)^[ \\t]*standby_mode[ \\t]*(?:=|[ \\t])[ \\t]*'?([a-z0-9]+)'?[ \\t]*(?:#.*)?\\r?$");

    private final String word;

    RestoreMode(String word) {
        this.word = word;
    }

    /** {@return its name on the command line} */
    public String word() {
        return word;
    }

    /**
     * Tells who asks, from the destination and from what stands in the data directory, which is PostgreSQL's working directory
     * when it runs {@code restore_command}. PostgreSQL restores to the names {@code RECOVERYXLOG} and {@code RECOVERYHISTORY}
     * (9.2 to 18, {@code xlogarchive.c}); others ask for the real name. In a data directory {@code standby.signal} (12 and
     * newer) or {@code standby_mode} in {@code recovery.conf} (up to 11) tell a standby.
     *
     * <p>Blocks as long as the files do.
     *
     * @param files the files of PostgreSQL's host
     * @param dataDirectory the working directory
     * @param destination {@code %p}, made absolute
     * @return who asks; where that cannot be told, {@link #RECOVERY}, whose answers are the strictest
     */
    public static RestoreMode detect(HostFiles files, HostPath dataDirectory, HostPath destination) {
        String name = destination.name();
        if (!name.equals("RECOVERYXLOG") && !name.equals("RECOVERYHISTORY")) {
            return ON_DEMAND;
        }
        try {
            boolean standby =
                    files.status(dataDirectory.child("standby.signal")).isPresent()
                            || isOn(standbyModeIn(files, dataDirectory.child("recovery.conf")));
            return standby ? STANDBY : RECOVERY;
        } catch (IOException cannotTell) {
            return RECOVERY;
        }
    }

    /** The last setting counts, as it does for PostgreSQL. */
    private static Optional<String> standbyModeIn(HostFiles files, HostPath recoveryConf) throws IOException {
        try (InputStream in = files.read(recoveryConf, 0)) {
            String text = new String(in.readNBytes(LONGEST_RECOVERY_CONF), StandardCharsets.ISO_8859_1);
            Optional<String> last = Optional.empty();
            for (Matcher setting = STANDBY_MODE.matcher(text); setting.find(); ) {
                last = Optional.of(setting.group(1).toLowerCase(Locale.ROOT));
            }
            return last;
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** PostgreSQL's {@code parse_bool}: any beginning of the words, but of {@code on} both letters. */
    private static boolean isOn(Optional<String> value) {
        String text = value.orElse("");
        return !text.isEmpty()
                && ("true".startsWith(text) || "yes".startsWith(text) || text.equals("on") || text.equals("1"));
    }
}
