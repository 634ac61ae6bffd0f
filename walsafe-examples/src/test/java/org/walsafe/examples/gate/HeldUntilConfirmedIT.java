package org.walsafe.examples.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.examples.postgres.PostgresRelease;

class HeldUntilConfirmedIT {

    private static final int SEGMENTS = 20;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "V9_5_3")
    void keepsTwentySegmentsUntilTheyAreConfirmedInAnyOrder(PostgresRelease release) throws Exception {
        long seed = System.nanoTime();
        System.out.println("confirming in the random order of seed " + seed);
        try (GatedServer server = GatedServer.start(release)) {
            List<String> segments = server.write(SEGMENTS);

            server.checkpoint();
            server.write();
            server.checkpoint();
            assertThat(server.postgres().waiting()).containsAll(segments);
            assertThat(server.postgres().walFiles()).containsAll(segments);
            assertThat(server.postgres().archived()).doesNotContainAnyElementsOf(segments);

            List<String> inAnyOrder = new ArrayList<>(segments);
            Collections.shuffle(inAnyOrder, new Random(seed));
            for (String segment : inAnyOrder) {
                server.confirm(segment);
                server.checkpoint();
            }

            server.awaitArchived(segments);
            server.checkpoint();
            server.checkpoint();
            assertThat(server.postgres().walFiles()).doesNotContainAnyElementsOf(segments);
        }
    }
}
