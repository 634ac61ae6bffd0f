/** WalSafe over SQL: registries in a database, and what a PostgreSQL server says of itself. */
@SuppressWarnings("requires-automatic")
module org.walsafe.jdbc {
    requires transitive java.sql;
    requires transitive org.walsafe.core;
    requires transitive static org.jspecify;
    requires java.naming;
    requires org.postgresql.jdbc;
    requires org.slf4j;

    exports org.walsafe.jdbc;
    exports org.walsafe.jdbc.doctor;
    exports org.walsafe.jdbc.receive;

    provides org.walsafe.registry.RegistryProvider with
            org.walsafe.jdbc.JdbcRegistryProvider;
}
