package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.walsafe.tck.WalArbitraries;

class WalFileNameProperties {

    /** The grammar written a second time, as regular expressions. */
    private static final Pattern GRAMMAR = Pattern.compile("(?!0{8})[0-9A-F]{24}"
            + "|(?!0{8})[0-9A-F]{24}\\.partial"
            + "|(?!0000000[01])[0-9A-F]{8}\\.history"
            + "|(?!0{8})[0-9A-F]{24}\\.[0-9A-F]{8}\\.backup");

    @Provide
    Arbitrary<WalFileName> names() {
        return WalArbitraries.walFileNames();
    }

    @Provide
    Arbitrary<SegmentName> segments() {
        return WalArbitraries.segmentNames();
    }

    /** Anything, and above all the characters that are nearly right. */
    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.chars().with("0123456789ABCDEFGabcdefg./\\ \n\0@:`partialhistorybackup")),
                Tuple.of(1, Arbitraries.chars().all()));
    }

    @Property
    void whatIsPrintedIsReadBack(@ForAll("names") WalFileName name) {
        assertThat(WalFileName.parse(name.text())).isEqualTo(name);
        assertThat(name).hasToString(name.text());
        assertThat(name.text()).matches(GRAMMAR).startsWith(name.timeline().toHex());
    }

    @Property(tries = 5000)
    void aReplacedCharacterGivesAnotherNameOrNone(
            @ForAll("names") WalFileName name, @ForAll int place, @ForAll("characters") char replacement) {
        StringBuilder text = new StringBuilder(name.text());
        text.setCharAt(Math.floorMod(place, text.length()), replacement);

        isReadByteExactOrRefused(text.toString());
    }

    @Property(tries = 5000)
    void anInsertedCharacterGivesAnotherNameOrNone(
            @ForAll("names") WalFileName name, @ForAll int place, @ForAll("characters") char inserted) {
        StringBuilder text = new StringBuilder(name.text());
        text.insert(Math.floorMod(place, text.length() + 1), inserted);

        isReadByteExactOrRefused(text.toString());
    }

    @Property
    void aDeletedCharacterGivesAnotherNameOrNone(@ForAll("names") WalFileName name, @ForAll int place) {
        StringBuilder text = new StringBuilder(name.text());
        text.deleteCharAt(Math.floorMod(place, text.length()));

        isReadByteExactOrRefused(text.toString());
    }

    @Property
    void anyTextGivesANameOrNone(@ForAll String text) {
        isReadByteExactOrRefused(text);
    }

    @Property
    void segmentsSortAsTheirNamesDo(@ForAll("segments") SegmentName a, @ForAll("segments") SegmentName b) {
        assertThat(Integer.signum(a.compareTo(b)))
                .isEqualTo(Integer.signum(a.text().compareTo(b.text())));
    }

    private static void isReadByteExactOrRefused(String text) {
        assertThat(WalFileName.tryParse(text)
                        .map(WalFileName::text)
                        .filter(text::equals)
                        .isPresent())
                .isEqualTo(GRAMMAR.matcher(text).matches());
        assertThat(WalFileName.tryParse(text).isPresent())
                .isEqualTo(GRAMMAR.matcher(text).matches());
    }
}
