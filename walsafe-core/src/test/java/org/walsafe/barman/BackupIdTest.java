package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackupIdTest {

    @Test
    void keepsTheText() {
        assertThat(new BackupId("20261120T230444")).hasToString("20261120T230444");
        assertThat(BackupId.isBackupId("20261120T230444")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                "20261120T23044",
                "20261120T2304444",
                "20261120t230444",
                "2026112AT230444",
                "20261120T230444\n",
                "../261120T230444",
                "２0261120T230444"
            })
    void refusesAnythingElse(String text) {
        assertThat(BackupId.isBackupId(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackupId(text))
                .withMessageEndingWith(" is not the identifier of a backup");
    }

    @Test
    void isOrderedByTime() {
        assertThat(new BackupId("20261120T230444")).isLessThan(new BackupId("20261120T230445"));
    }
}
