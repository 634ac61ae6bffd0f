package org.walsafe.jdbc;

import java.time.Duration;

/** How long one statement may take, in the whole seconds that JDBC counts in. */
record StatementLimit(int seconds) {

    static StatementLimit of(Duration perStatement) {
        if (perStatement.isNegative() || perStatement.isZero()) {
            throw new IllegalArgumentException("the time for a statement must be positive, not " + perStatement);
        }
        return new StatementLimit(
                Math.toIntExact(perStatement.plusNanos(999_999_999).toSeconds()));
    }
}
