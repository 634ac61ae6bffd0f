package org.walsafe.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/**
 * A server's version, as the driver learnt it when it connected.
 *
 * @param number as {@code server_version_num} counts major releases: 90300 is 9.3, 150000 is 15
 */
record ServerVersion(int number) {

    static final ServerVersion V9_4 = new ServerVersion(90400);
    static final ServerVersion V9_5 = new ServerVersion(90500);
    static final ServerVersion V9_6 = new ServerVersion(90600);
    static final ServerVersion V10 = new ServerVersion(100000);
    static final ServerVersion V11 = new ServerVersion(110000);
    static final ServerVersion V12 = new ServerVersion(120000);
    static final ServerVersion V13 = new ServerVersion(130000);
    static final ServerVersion V15 = new ServerVersion(150000);

    static ServerVersion of(Connection connection) throws SQLException {
        DatabaseMetaData server = connection.getMetaData();
        int major = server.getDatabaseMajorVersion();
        return new ServerVersion(major * 10_000 + (major < 10 ? server.getDatabaseMinorVersion() * 100 : 0));
    }

    boolean isAtLeast(ServerVersion other) {
        return number >= other.number;
    }
}
