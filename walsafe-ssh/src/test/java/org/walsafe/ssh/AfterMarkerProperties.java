package org.walsafe.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;

class AfterMarkerProperties {

    @Property
    void whatFollowsTheFirstMarkerLineArrivesHoweverItIsCut(
            @ForAll @Chars({'w', 'a', 'l', ':', '\n', 'x'}) String noise,
            @ForAll @Chars({'w', 'a', ':', '\n', 'b'}) String output,
            @ForAll @IntRange(min = 1, max = 20) int piece)
            throws IOException {
        byte[] all = (noise + AfterMarker.MARKER + '\n' + output).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        AfterMarker filter = new AfterMarker(sink);

        for (int from = 0; from < all.length; from += piece) {
            filter.write(all, from, Math.min(piece, all.length - from));
        }

        assertThat(filter.found()).isTrue();
        assertThat(sink.toString(StandardCharsets.US_ASCII)).isEqualTo(output);
    }

    @Property
    void withoutTheMarkerNothingArrives(@ForAll @Chars({'w', 'a', 'l', ':', '\n'}) String noise) throws IOException {
        ByteArrayOutputStream sink = new ByteArrayOutputStream();
        AfterMarker filter = new AfterMarker(sink);

        filter.write((noise + AfterMarker.MARKER).getBytes(StandardCharsets.US_ASCII));

        assertThat(filter.found()).isFalse();
        assertThat(sink.size()).isZero();
    }
}
