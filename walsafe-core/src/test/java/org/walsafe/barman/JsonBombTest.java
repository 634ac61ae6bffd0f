package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.verify.manifest.InvalidManifestException;

/** Answers and manifests that are small where they lie and large, deep or slow where they are read. */
class JsonBombTest {

    private static final int DEEP = 200_000;

    static Stream<String> bombs() {
        return Stream.of(
                "[".repeat(DEEP),
                "[".repeat(DEEP) + "]".repeat(DEEP),
                "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
                "[{\"a\":".repeat(DEEP),
                "1".repeat(10_000_000),
                "[" + "-" + "9".repeat(1_000_000) + "]",
                "\"" + "x".repeat(30_000_000) + "\"",
                "{\"" + "x".repeat(1_000_000) + "\": 1}");
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void anAnswerOfBarmansIsRefused(String bomb) {
        assertThatThrownBy(() -> Json.parse(bomb)).isInstanceOf(InvalidJsonException.class);
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aManifestIsRefused(String bomb) {
        for (String content : new String[] {bomb, "{ \"PostgreSQL-Backup-Manifest-Version\": " + bomb + ","}) {
            assertThatThrownBy(() ->
                            BackupManifest.read(new ByteArrayInputStream(content.getBytes(StandardCharsets.US_ASCII))))
                    .isInstanceOf(InvalidManifestException.class)
                    .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(1_000));
        }
    }

    @Test
    void aNumberThatWouldTakeForeverToWriteOutIsNone() throws InvalidJsonException {
        assertThat(Json.parse("1e999999999").number()).isEmpty();
    }

    @Test
    void aPythonLiteralNestedTooDeepIsRefused() {
        assertThatThrownBy(() -> PythonLiteral.parse("[".repeat(DEEP))).isInstanceOf(IllegalArgumentException.class);
    }
}
