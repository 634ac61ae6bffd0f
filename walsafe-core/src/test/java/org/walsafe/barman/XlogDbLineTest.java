package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.barman.XlogDbLine.Entry;
import org.walsafe.barman.XlogDbLine.Unreadable;
import org.walsafe.wal.WalFileName;

class XlogDbLineTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000005");

    @Test
    void readsFiveColumns() {
        assertThat(XlogDbLine.parse(1, "000000010000000000000005\t4096\t1795203437.1\tgzip\tgpg"))
                .isEqualTo(new Entry(
                        SEGMENT, 4096, Instant.ofEpochMilli(1795203437100L), Optional.of("gzip"), Optional.of("gpg")));
    }

    @Test
    void readsFourColumnsAndThree() {
        assertThat(XlogDbLine.parse(1, "000000010000000000000005\t16777216\t1795203437.25\tNone"))
                .isEqualTo(new Entry(
                        SEGMENT, 16777216, Instant.ofEpochMilli(1795203437250L), Optional.empty(), Optional.empty()));
        assertThat(XlogDbLine.parse(1, "000000010000000000000005 16777216 1795203437"))
                .isEqualTo(new Entry(
                        SEGMENT, 16777216, Instant.ofEpochSecond(1795203437), Optional.empty(), Optional.empty()));
    }

    @Test
    void readsEveryKindOfWalFile() {
        assertThat(XlogDbLine.parse(1, "00000002.history\t42\t1795203437.1\tNone\tNone"))
                .isInstanceOf(Entry.class);
        assertThat(XlogDbLine.parse(1, "000000010000000000000008.00000028.backup\t338\t1.5\tNone"))
                .isInstanceOf(Entry.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "000000010000000000000005",
                "000000010000000000000005\t4096",
                "000000010000000000000005\t4096\t1\tNone\tNone\tmore",
                "000000010000000000000005\tmany\t1\tNone",
                "000000010000000000000005\t4096\tNaN\tNone",
                "000000010000000000000005\t4096\t1e300\tNone",
                "00000001000000000000000\t4096\t1795203437.1\tNone",
                "../../etc/passwd\t4096\t1795203437.1\tNone"
            })
    void showsAnythingElseAsItIs(String line) {
        assertThat(XlogDbLine.parse(7, line)).isEqualTo(new Unreadable(7, line));
    }

    @Test
    void cutsALongLine() {
        assertThat(XlogDbLine.parse(7, "x".repeat(1000))).isEqualTo(new Unreadable(7, "x".repeat(200)));
    }
}
