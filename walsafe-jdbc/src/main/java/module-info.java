/** WalSafe over SQL. */
module org.walsafe.jdbc {
    requires transitive org.walsafe.core;
    requires transitive static org.jspecify;
}
