package org.walsafe.verify.manifest;

import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.walsafe.wal.Sha256;

/** Manifests of any text; every other one has the right checksum, so that what it says is looked at, too. */
class BackupManifestFuzz {

    @FuzzTest(maxDuration = "2s")
    void anyContentIsAManifestOrAnError(FuzzedDataProvider input) {
        boolean summed = input.consumeBoolean();
        byte[] text = input.consumeRemainingAsBytes();
        byte[] content = summed ? summed(text) : text;
        assertThatNoException().isThrownBy(() -> {
            try {
                BackupManifest.read(new ByteArrayInputStream(content));
            } catch (InvalidManifestException none) {
                return;
            }
        });
    }

    private static byte[] summed(byte[] text) {
        String listed = new String(text, StandardCharsets.UTF_8) + "\n";
        String sum = Sha256.of(listed.getBytes(StandardCharsets.UTF_8)).toString();
        return (listed + "\"Manifest-Checksum\": \"" + sum + "\"}\n").getBytes(StandardCharsets.UTF_8);
    }
}
