package org.walsafe.jdbc;

import java.util.regex.Pattern;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.SystemIdentifier;

/**
 * Where in a database the registries are: a schema of their own.
 *
 * <p>Immutable and thread-safe. Never blocks.
 *
 * @param schema its name: lower-case letters, digits and underscores, beginning with a letter, 63 at most
 * @since 0.1.0
 */
public record RegistryTable(String schema) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    /** The schema {@code walsafe}. */
    public static final RegistryTable DEFAULT = new RegistryTable("walsafe");

    /** Where new markers are announced. */
    static final String CHANNEL = "walsafe";

    /**
     * Checks the name, which becomes part of SQL.
     *
     * @throws IllegalArgumentException where it is not of the form above
     */
    public RegistryTable {
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException(PrintableText.quoted(schema)
                    + " is not a schema for registries: it needs lower-case letters, digits and underscores only");
        }
    }

    /** The schema as SQL reads it, also where it is a key word. */
    String quotedSchema() {
        return '"' + schema + '"';
    }

    /** The table of markers as SQL reads it. */
    String markers() {
        return quotedSchema() + ".marker";
    }

    /** The table of installed schema versions as SQL reads it. */
    String versions() {
        return quotedSchema() + ".schema_version";
    }

    /** What is announced on {@link #CHANNEL} when {@code cluster} has a new marker. */
    String announcementOf(SystemIdentifier cluster) {
        return schema + ' ' + cluster;
    }
}
