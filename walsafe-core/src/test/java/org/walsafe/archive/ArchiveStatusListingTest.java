package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

class ArchiveStatusListingTest {

    private static final WalFileName FILE = WalFileName.parse("000000010000000000000003");

    private final ArchiveStatusListing.Builder builder =
            ArchiveStatusListing.builder("localhost:/data", Instant.parse("2026-11-20T10:00:00Z"));

    @Test
    void tellsWhatWaitsInTheArchiversOrder() {
        builder.statusFile("000000010000000000000004.ready");
        builder.statusFile("000000010000000000000003.ready");
        builder.statusFile("00000002.history.ready");
        builder.statusFile("000000010000000000000002.done");

        assertThat(builder.build().waiting())
                .map(WalFileName::text)
                .containsExactly("00000002.history", "000000010000000000000003", "000000010000000000000004");
    }

    @Test
    void tellsTheOrderWhateverTheDirectorysOwn() {
        List<String> names = IntStream.range(0, 64)
                .mapToObj(number -> String.format("0000000100000000000000%02X", number))
                .toList();
        List<String> scattered = new ArrayList<>(names);
        Collections.shuffle(scattered, new Random(7));
        scattered.forEach(name -> builder.statusFile(name + ".ready"));

        assertThat(builder.build().waiting()).map(WalFileName::text).containsExactlyElementsOf(names);
    }

    @Test
    void aFileThatIsBothReadyAndDoneWaits() {
        builder.statusFile(FILE + ".done");
        assertThat(builder.build().isDone(FILE)).isTrue();

        builder.statusFile(FILE + ".ready");
        ArchiveStatusListing listing = builder.build();
        assertThat(listing.isWaiting(FILE)).isTrue();
        assertThat(listing.isDone(FILE)).isFalse();
    }

    @Test
    void aPartialSegmentDoesNotAnswerForItsSegment() {
        builder.statusFile(FILE + ".partial.ready");
        builder.walFile(FILE + ".partial");

        assertThat(builder.build().isWaiting(FILE)).isFalse();
        assertThat(builder.build().isKept(FILE)).isFalse();
    }

    @Test
    void countsStrangersAndKeepsTheFirstOfTheirNames() {
        builder.statusFile("readme.ready");
        builder.statusFile(FILE.text());
        builder.statusFile(".ready");
        for (int i = 0; i < 20; i++) {
            builder.statusFile("line\nbreak" + i);
        }

        ArchiveStatusListing listing = builder.build();

        assertThat(listing.waiting()).isEmpty();
        assertThat(listing.strangerCount()).isEqualTo(23);
        assertThat(listing.strangers())
                .hasSize(ArchiveStatusListing.STRANGERS_KEPT)
                .contains("\"readme.ready\"", "\"line\\nbreak0\"");
    }

    @Test
    void theOldestSegmentIsTheFirstInTheLogWhateverItsTimeline() {
        builder.walFile("000000010000000100000001");
        builder.walFile("0000000300000000000000FE");
        builder.walFile("000000020000000000000002.partial");
        builder.walFile("00000003.history");
        builder.walFile("xlogtemp.17");

        assertThat(builder.build().oldestSegment()).contains(SegmentName.parse("0000000300000000000000FE"));
    }

    @Test
    void withoutSegmentsThereIsNoOldest() {
        assertThat(builder.build().oldestSegment()).isEmpty();
    }
}
