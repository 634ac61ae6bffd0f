package org.walsafe.jdbc;

import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.Driver;

/**
 * Where a database is, as PgJDBC reads it: {@code jdbc:postgresql://host:5432/database?parameters}, with several hosts {@code
 * jdbc:postgresql://one,other/database?targetServerType=primary}, or {@code jdbc:postgresql://?service=name}.
 *
 * <p>Passwords belong into a password file or a service file. For a URL with several hosts, the driver looks in the password
 * file for the whole list: {@code one,other:*:database:user:password}.
 *
 * <p>Immutable and thread-safe. Never blocks, but for a look into the service file.
 *
 * @param text all of it, perhaps with a password among its parameters; {@link #toString} never shows them
 * @since 0.1.0
 */
public record DatabaseUrl(String text) {

    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern SERVICE = Pattern.compile("[?&](service=[^&]*)");

    /**
     * Has the driver read it, which looks for a service in the service file.
     *
     * @throws IllegalArgumentException where the driver does not understand it, or it names a user before the host, which the
     *     driver would take for part of the host, and show; the text is not repeated
     */
    public DatabaseUrl {
        if (!text.startsWith(PREFIX)
                || place(text).indexOf('@') >= 0
                || Driver.parseURL(text, new Properties()) == null) {
            throw notUnderstood();
        }
    }

    static IllegalArgumentException notUnderstood() {
        return new IllegalArgumentException("not a URL of a PostgreSQL database, as"
                + " jdbc:postgresql://host:5432/database?user=name is; a service= must be in the service file");
    }

    private static String place(String text) {
        int parameters = text.indexOf('?');
        return parameters < 0 ? text : text.substring(0, parameters);
    }

    /** {@return hosts and database, and the service where it is one, without the other parameters} */
    @Override
    public String toString() {
        Matcher service = SERVICE.matcher(text);
        return service.find() ? place(text) + '?' + service.group(1) : place(text);
    }
}
