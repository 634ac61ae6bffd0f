/** The walsafe command line, the demo, and examples of embedding. */
@SuppressWarnings("requires-automatic") // micrometer.core, which has no descriptor
module org.walsafe.examples {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires org.apache.commons.compress;
    requires org.apache.commons.io;
    requires transitive org.slf4j;
    requires org.walsafe.ssh;
    requires transitive java.sql;
    requires transitive org.walsafe.core;
    requires org.walsafe.jdbc;
    requires static micrometer.core;
    requires transitive static org.jspecify;

    exports org.walsafe.examples.archiver;
    exports org.walsafe.examples.bench;
    exports org.walsafe.examples.cli;
    exports org.walsafe.examples.demo;
    exports org.walsafe.examples.policy;
    exports org.walsafe.examples.postgres;
    exports org.walsafe.examples.sshd;
    exports org.walsafe.examples.source;

    opens org.walsafe.examples.cli to
            info.picocli;
}
