package org.walsafe.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.verify.LedgerFile.Trust;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.Sha256;

class LedgerFileTest {

    private static final String FIRST = "000000010000000000000001";
    private static final String SECOND = "000000010000000000000002";
    private static final StoredFile STORED = new StoredFile(5, Instant.parse("2026-11-20T12:00:00.123456789Z"));
    private static final String CONTENT = "SHA256:" + Sha256.of(new byte[5]);

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("ledger");
    }

    private LedgerFile open() throws IOException {
        return LedgerFile.open(file, "pg:/archive", Trust.BELIEVE);
    }

    private void fill() throws IOException {
        try (LedgerFile ledger = open()) {
            ledger.record(FIRST, STORED, VerificationLevel.RECORDS, CONTENT);
            ledger.record(SECOND, STORED, VerificationLevel.HEADERS, CONTENT);
        }
    }

    @Test
    void knowsWhatItRecordedAndNothingElse() throws IOException {
        fill();
        try (LedgerFile ledger = open()) {
            assertThat(ledger.broken()).isEmpty();
            assertThat(ledger.known(FIRST, STORED, VerificationLevel.RECORDS)).isPresent();
            assertThat(ledger.known(FIRST, STORED, VerificationLevel.HEADERS)).isPresent();
            assertThat(ledger.known(SECOND, STORED, VerificationLevel.RECORDS)).isEmpty();
            assertThat(ledger.known(FIRST, new StoredFile(6, STORED.modified()), VerificationLevel.RECORDS))
                    .isEmpty();
            assertThat(ledger.known(
                            FIRST, new StoredFile(5, STORED.modified().plusNanos(1)), VerificationLevel.RECORDS))
                    .isEmpty();
        }
    }

    @Test
    void believesNothingWhereOnlyRecordingIsWanted() throws IOException {
        fill();
        try (LedgerFile ledger = LedgerFile.open(file, "pg:/archive", Trust.RECORD_ONLY)) {
            assertThat(ledger.known(FIRST, STORED, VerificationLevel.RECORDS)).isEmpty();
        }
    }

    @Test
    void isNotBelievedOnceAnyByteOfALineIsChanged() throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length - 1; i++) {
            byte[] changed = whole.clone();
            changed[i] = (byte) (changed[i] == '0' ? '1' : '0');
            Files.write(file, changed);
            try (LedgerFile ledger = open()) {
                assertThat(ledger.broken()).as("byte %d", i).isPresent();
                assertThat(ledger.known(FIRST, STORED, VerificationLevel.RECORDS))
                        .isEmpty();
            }
            assertThat(directory.resolve("ledger.broken")).hasBinaryContent(changed);
        }
    }

    @Test
    void isNotBelievedOnceALineIsLeftOut() throws IOException {
        fill();
        String[] lines = Files.readString(file).split("\n");
        Files.writeString(file, lines[0] + "\n" + lines[2] + "\n");
        try (LedgerFile ledger = open()) {
            assertThat(ledger.broken()).isPresent();
        }
    }

    @Test
    void goesOnBehindALineThatACrashTore() throws IOException {
        fill();
        Files.writeString(file, "000000010000", StandardCharsets.US_ASCII, StandardOpenOption.APPEND);
        try (LedgerFile ledger = open()) {
            assertThat(ledger.broken()).isEmpty();
            assertThat(ledger.known(FIRST, STORED, VerificationLevel.RECORDS)).isPresent();
            ledger.record(SECOND, STORED, VerificationLevel.RECORDS, CONTENT);
        }
        try (LedgerFile ledger = open()) {
            assertThat(ledger.known(SECOND, STORED, VerificationLevel.RECORDS)).isPresent();
        }
    }

    @Test
    void isForOneArchiveOnly() throws IOException {
        fill();
        try (LedgerFile other = LedgerFile.open(file, "pg:/other", Trust.BELIEVE)) {
            assertThat(other.broken()).isPresent();
        }
    }

    @Test
    void isUsedByOneVerificationAtATime() throws IOException {
        fill();
        try (LedgerFile ledger = open()) {
            assertThatIOException().isThrownBy(this::open).withMessageContaining("is used by another verification");
            assertThat(ledger.known(FIRST, STORED, VerificationLevel.RECORDS)).hasValue(CONTENT);
        }
        open().close();
    }

    @Test
    void hasAHeadThatNamesItsContent() throws IOException {
        Set<String> heads = new HashSet<>();
        try (LedgerFile ledger = open()) {
            heads.add(ledger.head());
            ledger.record(FIRST, STORED, VerificationLevel.RECORDS, CONTENT);
            heads.add(ledger.head());
            ledger.record(SECOND, STORED, VerificationLevel.RECORDS, CONTENT);
            heads.add(ledger.head());
        }
        assertThat(heads).hasSize(3);
        try (LedgerFile again = open()) {
            assertThat(heads).contains(again.head());
        }
    }

    @Test
    void sparesAVerificationWhatHasNotChanged() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, "000000010000000000000001", 9);
        archive.files.remove("000000010000000000000005");
        assertThat(verify(archive).known()).isZero();

        ArchiveReport second = verify(archive);
        assertThat(second.known()).isEqualTo(8);

        archive.files.get("000000010000000000000003")[9000] ^= 1;
        assertThat(verify(archive).verdict()).isEqualTo(second.verdict());
        archive.modified.put("000000010000000000000003", ArchiveInMemory.NOW);
        ArchiveReport changed = verify(archive);
        assertThat(changed.known())
                .as("all but the changed one and the one behind it")
                .isEqualTo(6);
        assertThat(changed.findings().counts()).containsKey(FindingKind.DAMAGED);
        assertThat(verify(archive).findings().counts()).containsKey(FindingKind.DAMAGED);
    }

    @Test
    void letsAnInterruptedVerificationGoOnWhereItWas() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, "000000010000000000000001", 9);
        try (LedgerFile ledger = open()) {
            ArchiveVerifier verifier =
                    new ArchiveVerifier(config(archive, ledger).withThreads(1).withProgress(new Interrupting(4)));
            assertThatIllegalStateException().isThrownBy(verifier::verify);
        }

        ArchiveReport resumed = verify(archive);

        assertThat(resumed.known()).isEqualTo(4);
        assertThat(resumed.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(verify(archive).known()).isEqualTo(9);
    }

    /** Ends a verification once so many files are done with. */
    private static final class Interrupting implements VerificationProgress {

        private long left;

        Interrupting(long files) {
            left = files;
        }

        @Override
        public void planned(long files) {}

        @Override
        public void read(long bytes) {}

        @Override
        public void finished(long files) {
            left -= files;
            if (left <= 0) {
                throw new IllegalStateException("interrupted");
            }
        }
    }

    @Test
    void letsASegmentThatArrivesLateBeLinkedToTheKnownOneBehindIt() throws IOException {
        ArchiveInMemory archive = ArchiveInMemory.of(PostgresMajor.V15, "000000010000000000000001", 4);
        ArchiveInMemory other = new ArchiveInMemory();
        var fork = ArchiveInMemory.log(PostgresMajor.V15, "000000010000000000000001");
        for (int i = 0; i < 4; i++) {
            fork.record(new byte[3000]);
            fork.switchSegment();
        }
        other.add(fork);
        archive.files.remove("000000010000000000000001");
        archive.files.remove("000000010000000000000002");
        verify(archive);

        archive.files.put("000000010000000000000002", other.files.get("000000010000000000000002"));
        assertThat(verify(archive).findings().kept())
                .extracting(finding -> finding.kind() + " " + finding.subject())
                .containsExactly("FOREIGN 000000010000000000000003");
    }

    private ArchiveReport verify(ArchiveSource archive) throws IOException {
        try (LedgerFile ledger = open()) {
            return new ArchiveVerifier(config(archive, ledger)).verify();
        }
    }

    private static ArchiveVerifierConfig config(ArchiveSource archive, VerificationLedger ledger) {
        return ArchiveVerifierConfig.of(archive)
                .withTime(() -> ArchiveInMemory.NOW)
                .withLedger(ledger);
    }
}
