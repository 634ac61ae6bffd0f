/**
 * The core of WalSafe: PostgreSQL recycles a WAL file only when the archive provably holds it.
 *
 * <p>Embedders start here; the adapters (SSH, JDBC) are modules of their own.
 */
@SuppressWarnings("requires-automatic") // micrometer.core, which has no descriptor
module org.walsafe.core {
    requires transitive static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires org.apache.commons.compress;
    requires org.apache.commons.io;
    requires org.slf4j;
    requires static org.tukaani.xz;
    requires static micrometer.core;

    exports org.walsafe.archive;
    exports org.walsafe.barman;
    exports org.walsafe.clone;
    exports org.walsafe.clone.copy;
    exports org.walsafe.codec;
    exports org.walsafe.connection;
    exports org.walsafe.error;
    exports org.walsafe.host;
    exports org.walsafe.metrics;
    exports org.walsafe.metrics.micrometer;
    exports org.walsafe.wal;
    exports org.walsafe.reconcile;
    exports org.walsafe.registry;
    exports org.walsafe.restore;
    exports org.walsafe.verify;
    exports org.walsafe.verify.report;

    uses org.walsafe.registry.RegistryProvider;
}
