/** The walsafe command line, the demo, and examples of embedding. */
module org.walsafe.examples {
    requires transitive org.walsafe.core;
    requires transitive static org.jspecify;
}
