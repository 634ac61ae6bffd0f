package org.walsafe.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstDifferenceTest {

    private final byte[] content = new byte[200_000];

    @Test
    void sameContentHasNone() throws IOException {
        assertThat(between(content, content.clone())).isEmpty();
        assertThat(between(new byte[0], new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 131_071, 199_999})
    void findsTheFirstByteThatDiffers(int offset) throws IOException {
        byte[] changed = content.clone();
        Arrays.fill(changed, offset, changed.length, (byte) 1);

        assertThat(between(content, changed)).hasValue(offset);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_535, 65_536, 131_072, 199_999})
    void whereOneEndsTheOtherDiffers(int length) throws IOException {
        byte[] shorter = Arrays.copyOf(content, length);

        assertThat(between(content, shorter)).hasValue(length);
        assertThat(between(shorter, content)).hasValue(length);
    }

    private static OptionalLong between(byte[] one, byte[] other) throws IOException {
        return FirstDifference.between(new ByteArrayInputStream(one), new ByteArrayInputStream(other));
    }
}
