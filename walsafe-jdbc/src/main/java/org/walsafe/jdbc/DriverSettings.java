package org.walsafe.jdbc;

import java.sql.SQLException;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** The driver, told by a URL where to connect, and otherwise by us how long to wait. */
final class DriverSettings {

    private static final int LOGIN_SECONDS = 10;
    private static final int SILENCE_SECONDS = 30;

    private DriverSettings() {}

    static PGConnectionPoolDataSource of(String url) {
        PGConnectionPoolDataSource settings = new PGConnectionPoolDataSource();
        if (!url.startsWith("jdbc:postgresql:")) {
            throw notAUrl();
        }
        try {
            settings.setUrl(url);
            unlessGiven(settings, url, PGProperty.LOGIN_TIMEOUT, Integer.toString(LOGIN_SECONDS));
            unlessGiven(settings, url, PGProperty.SOCKET_TIMEOUT, Integer.toString(SILENCE_SECONDS));
            unlessGiven(settings, url, PGProperty.TCP_KEEP_ALIVE, "true");
            unlessGiven(settings, url, PGProperty.APPLICATION_NAME, "walsafe");
        } catch (SQLException | IllegalArgumentException e) {
            throw notAUrl();
        }
        return settings;
    }

    private static void unlessGiven(PGConnectionPoolDataSource settings, String url, PGProperty property, String value)
            throws SQLException {
        if (!url.contains(property.getName() + '=')) {
            settings.setProperty(property, value);
        }
    }

    /** Without its text, which may hold a password. */
    private static IllegalArgumentException notAUrl() {
        return new IllegalArgumentException(
                "not a URL of a PostgreSQL database, as jdbc:postgresql://host:5432/database is");
    }
}
