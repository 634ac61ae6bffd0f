/** WalSafe over SSH. */
module org.walsafe.ssh {
    requires transitive org.walsafe.core;
    requires transitive static org.jspecify;
}
