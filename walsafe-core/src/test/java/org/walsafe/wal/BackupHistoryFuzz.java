package org.walsafe.wal;

import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.junit.FuzzTest;

class BackupHistoryFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyContentIsABackupHistoryOrAnError(byte[] content) {
        assertThatNoException().isThrownBy(() -> {
            try {
                BackupHistory.parse("000000010000000000000003.00000028.backup", content);
            } catch (InvalidBackupHistoryException none) {
                return;
            }
        });
    }
}
