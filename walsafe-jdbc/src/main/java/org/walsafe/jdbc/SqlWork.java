package org.walsafe.jdbc;

import java.io.IOException;
import java.sql.SQLException;

/** What is done with one connection. */
@FunctionalInterface
interface SqlWork<T> {

    T run(Session session) throws SQLException, IOException;
}
