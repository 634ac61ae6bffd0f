package org.walsafe.verify.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

class BackupManifestTest {

    private static final String FILE = "{ \"Path\": \"base/1/2\", \"Size\": 3 }";

    private static BackupManifest read(String text) throws IOException {
        return BackupManifest.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryAlgorithm(ManifestAlgorithm algorithm) throws IOException {
        byte[] content = "123456789".getBytes(StandardCharsets.US_ASCII);
        BackupManifest manifest =
                read(new ManifestText().file("base/1/2", content, algorithm).whole());

        assertThat(manifest.version()).isEqualTo(1);
        assertThat(manifest.systemIdentifier()).isEmpty();
        assertThat(manifest.files()).containsOnlyKeys("base/1/2");
        ManifestFile file = manifest.files().get("base/1/2");
        assertThat(file.size()).isEqualTo(9);
        assertThat(file.algorithm()).isEqualTo(algorithm);
        assertThat(file.checksum()).hasSize(algorithm.bytes());
        assertThat(manifest.walRanges())
                .containsExactly(new ManifestWalRange(TimelineId.FIRST, Lsn.parse("0/100028"), Lsn.parse("0/100100")));
    }

    /** The check value of CRC-32C is E3069283; a server on x86 writes its bytes from low to high. */
    @Test
    void writesCrc32cInTheOrderOfTheServersMemory() {
        ManifestChecksum checksum = ManifestAlgorithm.CRC32C.start();
        checksum.update("123456789".getBytes(StandardCharsets.US_ASCII), 0, 9);

        assertThat(HexFormat.of().formatHex(checksum.finish())).isEqualTo("839206e3");
        assertThat(HexFormat.of().formatHex(ManifestAlgorithm.CRC32C.start().finish()))
                .isEqualTo("00000000");
    }

    @Test
    void readsVersion2WithAnIdentifierBeyondWhatDoublesHold() throws IOException {
        BackupManifest manifest = read(new ManifestText()
                .systemIdentifier("18446744073709551615")
                .file(FILE)
                .whole());

        assertThat(manifest.version()).isEqualTo(2);
        assertThat(manifest.systemIdentifier()).hasValue(SystemIdentifier.parse("18446744073709551615"));
    }

    @Test
    void readsEncodedPathsAndAlgorithmsInAnyCase() throws IOException {
        BackupManifest manifest = read(new ManifestText()
                .file("{ \"Encoded-Path\": \"62617365c3a4\", \"Size\": 0, \"Checksum-Algorithm\": \"sha224\","
                        + " \"Checksum\": \"00\" }")
                .whole());

        assertThat(manifest.files()).containsOnlyKeys("baseä");
        assertThat(manifest.files().get("baseä").algorithm()).isEqualTo(ManifestAlgorithm.SHA224);
    }

    @Test
    void keepsApartPathsThatAreNotUtf8() throws IOException {
        BackupManifest manifest = read(new ManifestText()
                .file("{ \"Encoded-Path\": \"62e4\", \"Size\": 0 }")
                .file("{ \"Encoded-Path\": \"62e5\", \"Size\": 0 }")
                .file("{ \"Encoded-Path\": \"62efbfbd\", \"Size\": 0 }")
                .whole());

        assertThat(manifest.files()).containsOnlyKeys("b\udce4", "b\udce5", "b\ufffd");
    }

    /** As {@code barman generate-manifest} writes it. */
    @Test
    void readsBarmansOwn() throws IOException {
        String body = "{\"PostgreSQL-Backup-Manifest-Version\": 1, \"Files\": [\n"
                + "{\"Checksum\": \"01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b\","
                + " \"Checksum-Algorithm\": \"SHA256\", \"Last-Modified\": \"2026-11-20 12:00:00\","
                + " \"Path\": \"PG_VERSION\", \"Size\": 1}],\n";

        assertThat(read(ManifestText.summed(body)).files()).containsOnlyKeys("PG_VERSION");
    }

    @Test
    void isNotConfusedByHowItsBytesArrive() throws IOException {
        ManifestText text = new ManifestText();
        for (int i = 0; i < 2000; i++) {
            text.file("base/1/" + i, new byte[i % 7], ManifestAlgorithm.SHA256);
        }
        byte[] bytes = text.whole().getBytes(StandardCharsets.UTF_8);
        for (int step : new int[] {1, 2, 63, 64, 1000, 8000}) {
            InputStream trickling = new ByteArrayInputStream(bytes) {
                @Override
                public synchronized int read(byte[] target, int offset, int length) {
                    return super.read(target, offset, Math.min(length, step));
                }
            };
            assertThat(BackupManifest.read(trickling).files()).hasSize(2000);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [] | begin with an object
                    { "Files": [] } | begin with its version
                    { "PostgreSQL-Backup-Manifest-Version": "x" } | version that is no integer
                    { "PostgreSQL-Backup-Manifest-Version": 3 } | version 3
                    { "PostgreSQL-Backup-Manifest-Version": 1, "System-Identifier": 5 } | does not know
                    { "PostgreSQL-Backup-Manifest-Version": 2, "System-Identifier": "x" } | no integer
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Oops": 5 } | unknown field
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": {} } | list of objects
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ 1 ] } | object belongs
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Size": 1 } ] } | without a path
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a" } ] } | no size
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Size": "x" } ] } | file size
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Size": -1 } ] } | no size
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Oops": 1 } ] } | unknown field of a file
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Encoded-Path": "61", "Size": 1 } ] } | names a file twice
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Encoded-Path": "6", "Size": 1 } ] } | cannot be decoded
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Encoded-Path": "xx", "Size": 1 } ] } | cannot be decoded
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a\\uDCFF", "Size": 1 } ] } | no text
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Encoded-Path": "ff2f2e2e2fff", "Size": 1 } ] } | stay within
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Encoded-Path": "ff00", "Size": 1 } ] } | stay within
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Encoded-Path": "ff", "Size": 1 }, { "Encoded-Path": "FF", "Size": 1 } ] } | twice
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Size": 1, "Checksum": "00" } ] } | without its algorithm
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Size": 1, "Checksum-Algorithm": "MD5" } ] } | not known
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Size": 1, "Checksum-Algorithm": "SHA256", "Checksum": "xx" } ] } | invalid checksum
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Size": 1 }, { "Path": "a", "Size": 1 } ] } | twice
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ { "Path": "a", "Path": "b", "Size": 1 } ] } | Duplicate field
                    { "PostgreSQL-Backup-Manifest-Version": 1, "WAL-Ranges": [ { "Oops": 1 } ] } | unknown field of a WAL range
                    { "PostgreSQL-Backup-Manifest-Version": 1, "WAL-Ranges": [ { "Start-LSN": "0/0" } ] } | without its timeline
                    { "PostgreSQL-Backup-Manifest-Version": 1, "WAL-Ranges": [ { "Timeline": "x" } ] } | timeline that is no integer
                    { "PostgreSQL-Backup-Manifest-Version": 1, "WAL-Ranges": [ { "Timeline": 1, "Start-LSN": "x", "End-LSN": "0/1" } ] } | impossible WAL range
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Manifest-Checksum": "00", "Files": [] } | goes on behind its checksum
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [] } | no checksum of its own
                    { "PostgreSQL-Backup-Manifest-Version": 1, "Files": [ | unexpectedly
                    { | unexpectedly
                    oops | no JSON
                    """)
    void refusesEveryOtherText(String text, String said) {
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> read("\n" + text + "\n"))
                .withMessageStartingWith("the backup manifest ")
                .withMessageMatching("(?i).*(" + said + "|unexpected end).*");
    }

    @ParameterizedTest
    @CsvSource({"../etc/passwd", "/etc/passwd", "a/../../b", "a//b", "a/./b", ".", "a/"})
    void refusesPathsThatLeadOutOfTheBackup(String path) {
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> read(new ManifestText()
                        .file("{ \"Path\": \"" + path + "\", \"Size\": 1 }")
                        .whole()))
                .withMessageContaining("does not stay within the backup");
        String encoded = HexFormat.of().formatHex(path.getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> read(new ManifestText()
                        .file("{ \"Encoded-Path\": \"" + encoded + "\", \"Size\": 1 }")
                        .whole()));
    }

    @Test
    void checksItselfByItsLastLine() {
        String whole = new ManifestText().file(FILE).whole();

        refuses(whole.replace("\"Size\": 3", "\"Size\": 4"), "does not match its own checksum");
        refuses(whole.replace("],\n\"WAL", "],\n\n\"WAL"), "does not match its own checksum");
        refuses(whole.substring(0, whole.length() - 1), "end of a line");
        refuses(whole.replace("\n", " ") + "\n", "fewer than two lines");
        refuses(whole + " \n", "does not match|behind its end");
        refuses(whole + "{}\n", "goes on behind its end");
        refuses(whole.replaceAll("[0-9a-f]{64}", "xyz"), "invalid checksum of its own");
    }

    @Test
    void notesEveryFlippedBit() {
        byte[] whole = new ManifestText()
                .file("base/1/2", new byte[5], ManifestAlgorithm.SHA256)
                .whole()
                .getBytes(StandardCharsets.US_ASCII);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatIOException()
                    .as("bit %d", bit)
                    .isThrownBy(() -> BackupManifest.read(new ByteArrayInputStream(flipped)));
        }
    }

    @Test
    void passesOnAFailureToRead() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk does not answer");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatIOException()
                .isThrownBy(() -> BackupManifest.read(failing))
                .withMessage("the disk does not answer")
                .isNotInstanceOf(InvalidManifestException.class);
    }

    private static void refuses(String text, String said) {
        assertThatExceptionOfType(InvalidManifestException.class)
                .isThrownBy(() -> read(text))
                .withMessageMatching(".*(" + said + ").*");
    }
}
