/** The walsafe command line, the demo, and examples of embedding. */
module org.walsafe.examples {
    requires transitive java.sql;
    requires transitive org.walsafe.core;
    requires transitive static org.jspecify;
    requires org.apache.commons.compress;
    requires org.apache.commons.io;
    requires org.slf4j;

    exports org.walsafe.examples.postgres;
}
