package org.walsafe.jdbc;

import java.sql.SQLException;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** The driver, told by a URL where to connect, and otherwise by us how long to wait. */
final class DriverSettings {

    private static final int LOGIN_SECONDS = 10;
    private static final int SILENCE_SECONDS = 30;

    private DriverSettings() {}

    static PGConnectionPoolDataSource of(DatabaseUrl address) {
        String url = address.text();
        PGConnectionPoolDataSource settings = new PGConnectionPoolDataSource();
        try {
            settings.setUrl(url);
            unlessGiven(settings, url, PGProperty.LOGIN_TIMEOUT, Integer.toString(LOGIN_SECONDS));
            unlessGiven(settings, url, PGProperty.SOCKET_TIMEOUT, Integer.toString(SILENCE_SECONDS));
            unlessGiven(settings, url, PGProperty.TCP_KEEP_ALIVE, "true");
            unlessGiven(settings, url, PGProperty.APPLICATION_NAME, "walsafe");
        } catch (SQLException | IllegalArgumentException e) {
            throw DatabaseUrl.notUnderstood();
        }
        return settings;
    }

    private static void unlessGiven(PGConnectionPoolDataSource settings, String url, PGProperty property, String value)
            throws SQLException {
        if (!url.contains(property.getName() + '=')) {
            settings.setProperty(property, value);
        }
    }
}
