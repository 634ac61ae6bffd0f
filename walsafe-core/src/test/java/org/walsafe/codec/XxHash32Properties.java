package org.walsafe.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class XxHash32Properties {

    /** The values are those of Commons Codec. */
    @Example
    void agreesWithAnotherImplementation() {
        assertThat(hash("")).isEqualTo(0x02CC5D05);
        assertThat(hash("a")).isEqualTo(0x550D7456);
        assertThat(hash("abc")).isEqualTo(0x32D153FF);
        assertThat(hash("0123456789abcde")).isEqualTo(0x1DBDFA0F);
        assertThat(hash("0123456789abcdef")).isEqualTo(0xC2C45B69);
        assertThat(hash("0123456789abcdef0123456789abcdef012345")).isEqualTo(0x623680FB);
    }

    @Property
    void isTheSameHoweverTheDataArrives(@ForAll @Size(max = 100) byte[] data, @ForAll @IntRange(max = 100) int cut) {
        int first = Math.min(cut, data.length);

        XxHash32 hash = new XxHash32();
        hash.update(data, 0, first);
        hash.update(data, first, data.length - first);

        assertThat(hash.value()).isEqualTo(XxHash32.of(data, 0, data.length));
    }

    @Property(tries = 50)
    void startsAfreshAfterAReset(@ForAll byte[] data) {
        XxHash32 hash = new XxHash32();
        hash.update(new byte[33], 0, 33);
        hash.reset();
        hash.update(data, 0, data.length);

        assertThat(hash.value()).isEqualTo(XxHash32.of(data, 0, data.length));
    }

    private static int hash(String text) {
        return XxHash32.of(text.getBytes(US_ASCII), 0, text.length());
    }
}
