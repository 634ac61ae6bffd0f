package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.walsafe.wal.WalFileName;

class MarkerFormatFuzz {

    private static final WalFileName FILE = WalFileName.parse("000000010000000000000003");

    @FuzzTest(maxDuration = "2s")
    void anyContentIsAConfirmationOrInvalid(byte[] input) {
        MarkerContent content =
                MarkerContent.of(Arrays.copyOf(input, Math.min(input.length, MarkerContent.MAXIMUM_BYTES)));

        Lookup lookup = MarkerFormat.read(FILE, content);

        assertThat(lookup).isInstanceOfAny(Lookup.Confirmed.class, Lookup.Invalid.class);
        if (lookup instanceof Lookup.Confirmed confirmed) {
            assertThat(MarkerFormat.read(FILE, MarkerFormat.print(confirmed.confirmation())))
                    .isEqualTo(lookup);
        }
        HoleFormat.read(FILE, content);
    }
}
