package org.walsafe.jdbc;

import java.sql.SQLException;
import org.walsafe.registry.RegistryUnusableException;

/** The failures that no second attempt will mend, because the registry's tables are not as they should be. */
final class TableFailure {

    private TableFailure() {}

    static boolean isMissing(SQLException failure) {
        return SqlFailure.is(failure, SqlFailure.UNDEFINED_TABLE)
                || SqlFailure.is(failure, SqlFailure.INVALID_SCHEMA_NAME);
    }

    /** Throws what says so where {@code failure} is one of them. */
    static void refuse(String location, SQLException failure) {
        if (isMissing(failure)) {
            throw new RegistryUnusableException(
                    "the tables of the registry " + location + " are missing", "Create them: walsafe registry create.");
        }
        if (SqlFailure.is(failure, SqlFailure.INSUFFICIENT_PRIVILEGE)) {
            throw new RegistryUnusableException(
                    "the registry " + location + " may not be used: " + SqlFailure.oneLine(failure),
                    "Grant USAGE on its schema and SELECT on its tables; to those who confirm also INSERT and DELETE on"
                            + " marker.");
        }
    }
}
