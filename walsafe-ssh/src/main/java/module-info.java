/** WalSafe over SSH. */
@SuppressWarnings("requires-automatic")
module org.walsafe.ssh {
    requires transitive org.walsafe.core;
    requires transitive static org.jspecify;
    requires com.hierynomus.sshj;
    requires org.slf4j;
}
