package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;

class BackupInfoFuzz {

    private static final BackupId ID = new BackupId("20240506T070809");

    @FuzzTest(maxDuration = "2s")
    void anyTextIsABackupInfoOrAnError(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        assertThatNoException().isThrownBy(() -> {
            try {
                BackupInfo.parse(ID, text, "backup.info", ZoneOffset.UTC);
            } catch (InvalidBarmanFileException none) {
                return;
            }
        });
    }
}
