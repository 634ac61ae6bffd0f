package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LegacyCrc32Properties {

    @Property
    void takingManyBytesAtOnceIsTakingThemOneByOne(@ForAll byte[] bytes, @ForAll @IntRange(max = 9) int skipped) {
        LegacyCrc32 atOnce = new LegacyCrc32();
        LegacyCrc32 oneByOne = new LegacyCrc32();
        int from = Math.min(skipped, bytes.length);

        atOnce.update(bytes, from, bytes.length - from);
        for (int i = from; i < bytes.length; i++) {
            oneByOne.update(bytes[i]);
        }

        assertThat(atOnce.getValue()).isEqualTo(oneByOne.getValue());
    }

    @Property
    void anyChangedByteChangesIt(
            @ForAll byte[] bytes, @ForAll int place, @ForAll @IntRange(min = 1, max = 255) int change) {
        if (bytes.length == 0) {
            return;
        }
        LegacyCrc32 before = new LegacyCrc32();
        before.update(bytes);
        bytes[Math.floorMod(place, bytes.length)] ^= (byte) change;
        LegacyCrc32 after = new LegacyCrc32();
        after.update(bytes);

        assertThat(after.getValue()).isNotEqualTo(before.getValue());
    }
}
