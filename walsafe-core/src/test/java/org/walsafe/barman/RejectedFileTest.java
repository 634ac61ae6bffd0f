package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.barman.RejectedFile.Reason;
import org.walsafe.wal.WalFileName;

class RejectedFileTest {

    @Test
    void readsWhichFileItWasAndWhyAndWhen() {
        RejectedFile rejected = RejectedFile.parse("000000010000000000000005.20261120T193329Z.duplicate");

        assertThat(rejected.receivedAs()).isEqualTo("000000010000000000000005");
        assertThat(rejected.walFile()).contains(WalFileName.parse("000000010000000000000005"));
        assertThat(rejected.reason()).contains(Reason.DUPLICATE);
        assertThat(rejected.at()).contains(Instant.parse("2026-11-20T19:33:29Z"));
    }

    @Test
    void readsNamesThatHoldDotsThemselves() {
        RejectedFile rejected = RejectedFile.parse("no.wal.file.20261120T193329Z.unknown");

        assertThat(rejected.receivedAs()).isEqualTo("no.wal.file");
        assertThat(rejected.walFile()).isEmpty();
        assertThat(rejected.reason()).contains(Reason.UNKNOWN);
        assertThat(RejectedFile.parse("000000010000000000000005.00000028.backup.20261120T193329Z.duplicate")
                        .walFile())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "x", "x.duplicate", "x.20261120.duplicate", "x.20261120T193329Z.other"})
    void keepsTheNameOfAnythingElse(String name) {
        assertThat(RejectedFile.parse(name))
                .isEqualTo(new RejectedFile(name, name, Optional.empty(), Optional.empty()));
    }
}
