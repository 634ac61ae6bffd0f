package org.walsafe.jdbc.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.codec.WalCodec;
import org.walsafe.wal.SegmentName;

class ReceivedNameTest {

    private static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");

    @ParameterizedTest
    @CsvSource({
        "0000000100000000000000A1, NONE, COMPLETE",
        "0000000100000000000000A1.gz, GZIP, COMPLETE",
        "0000000100000000000000A1.lz4, LZ4, COMPLETE",
        "0000000100000000000000A1.zst, ZSTD, COMPLETE",
        "0000000100000000000000A1.partial, NONE, GROWING"
    })
    void isWhatItsFileIsCalled(String fileName, WalCodec codec, ReceivedName.Stage stage) {
        ReceivedName name = new ReceivedName(SEGMENT, codec, stage);

        assertThat(ReceivedName.of(fileName)).hasValue(name);
        assertThat(name.fileName()).isEqualTo(fileName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000002.history",
                ".walsafe-0000000100000000000000A1.gz",
                "0000000100000000000000A1.gz.partial",
                "0000000100000000000000A1.00000028.backup",
                "0000000100000000000000a1",
                "archive_status"
            })
    void isNoOtherFile(String fileName) {
        assertThat(ReceivedName.of(fileName)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = WalCodec.class,
            names = {"BZIP2", "XZ", "SNAPPY"})
    void knowsNoOtherCompression(WalCodec codec) {
        ReceiverConfig config =
                ReceiverConfig.of(ReplicationSource.at("jdbc:postgresql://pg/postgres"), Path.of("/wal"));

        assertThatThrownBy(() -> config.compressing(codec)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theSourceShowsNoParameters() {
        assertThat(ReplicationSource.at("jdbc:postgresql://pg/postgres?user=me&password=secret"))
                .hasToString("jdbc:postgresql://pg/postgres");
        assertThatThrownBy(() -> ReplicationSource.at("jdbc:mysql://pg/secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Barman", "a-b", "a\"; DROP", "a b"})
    void noSlotIsCalledSo(String name) {
        assertThatThrownBy(() -> new SlotName(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
