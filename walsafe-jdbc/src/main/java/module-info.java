/** WalSafe over SQL: what a PostgreSQL server says of itself. */
module org.walsafe.jdbc {
    requires transitive java.sql;
    requires transitive org.walsafe.core;
    requires transitive static org.jspecify;

    exports org.walsafe.jdbc;
}
