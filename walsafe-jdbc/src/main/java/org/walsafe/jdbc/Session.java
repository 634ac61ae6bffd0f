package org.walsafe.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** One connection while it is ours, each of whose statements has a time limit. For one thread. */
record Session(Connection connection, StatementLimit limit) {

    ServerVersion version() throws SQLException {
        return ServerVersion.of(connection);
    }

    /** A statement that does not depend on values. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(limit.seconds());
            statement.execute(sql);
        }
    }

    /**
     * A statement with its values in place; the caller closes it.
     *
     * @param values a string, a long, an array of strings or an array of byte arrays each
     */
    PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(limit.seconds());
            for (int i = 0; i < values.length; i++) {
                bind(statement, i + 1, values[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private void bind(PreparedStatement statement, int position, Object value) throws SQLException {
        if (value instanceof String[] texts) {
            statement.setArray(position, connection.createArrayOf("text", texts));
        } else if (value instanceof byte[][] contents) {
            statement.setArray(position, connection.createArrayOf("bytea", contents));
        } else {
            statement.setObject(position, value);
        }
    }
}
