/** WalSafe over SSH. */
@SuppressWarnings("requires-automatic")
module org.walsafe.ssh {
    requires transitive org.walsafe.core;
    requires transitive static org.jspecify;
    requires com.hierynomus.sshj;
    requires jdk.net;
    requires org.apache.commons.io;
    requires org.slf4j;

    exports org.walsafe.ssh;

    provides org.walsafe.registry.RegistryProvider with
            org.walsafe.ssh.SshRegistryProvider;
}
