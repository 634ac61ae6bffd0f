package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.walsafe.host.HostPath;

class BackupTarFuzz {

    private static final BackupTar TAR = new BackupTar(HostPath.of("/backup/base.tar"), "");

    @FuzzTest(maxDuration = "2s")
    void noPathLeadsOutOfTheBackup(byte[] stored) {
        try {
            TAR.read(new ByteArrayInputStream(stored), (path, size, content) -> assertThat(
                            new HostPath("/root/" + path).value())
                    .startsWith("/root/"));
        } catch (IOException refused) {
            assertThat(refused).hasMessageNotContaining("\u001b");
        }
    }
}
