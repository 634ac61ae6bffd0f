package org.walsafe.registry;

import java.io.IOException;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;

/** Counts the markers of a directory, in a JVM of its own. */
final class ListingProbe {

    private static final class Counter implements MarkerVisitor {

        private int markers;

        @Override
        public void marker(MarkerKey key) {
            markers++;
        }

        @Override
        public void stranger(String name) {
            throw new AssertionError(name);
        }
    }

    private ListingProbe() {}

    public static void main(String[] arguments) throws IOException {
        Counter counter = new Counter();
        try (MarkerRegistry registry =
                new MarkerRegistry(DirectoryMarkerStore.owning(new LocalHost(), new HostPath(arguments[0])))) {
            registry.list(counter);
        }
        System.out.println(counter.markers + " markers");
    }
}
