package org.walsafe.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.wal.WalFileName;

class StoredNameTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000003");

    @ParameterizedTest
    @ValueSource(strings = {"", ".gz", ".bz2", ".xz", ".zst", ".lz4", ".snappy"})
    void aNameStandsForItsFile(String suffix) {
        assertThat(StoredName.tryParse(SEGMENT + suffix)).contains(new StoredName(SEGMENT, suffix));
        assertThat(StoredName.of(SEGMENT)).contains(new StoredName(SEGMENT, suffix));
        assertThat(new StoredName(SEGMENT, suffix).text()).isEqualTo(SEGMENT + suffix);
    }

    @Test
    void theFilesOwnNameComesFirst() {
        assertThat(StoredName.of(SEGMENT)).hasSize(7).first().isEqualTo(new StoredName(SEGMENT, ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".gz",
                "README",
                "000000010000000000000003.tmp",
                "000000010000000000000003.gz.partial",
                "000000010000000000000003.gz.gz",
                "00000001000000000000000.gz"
            })
    void anyOtherNameIsAStrangers(String name) {
        assertThat(StoredName.tryParse(name)).isEmpty();
    }
}
