package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.BoundedText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

class BarmanCommandTest {

    private static final CommandEnding DONE = new CommandEnding.Exited(0);
    private static final CommandEnding FAILED = new CommandEnding.Exited(1);
    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000008");

    private final AnsweringHost host = new AnsweringHost();
    private final BarmanCommand barman = new BarmanCommand(host);

    @ParameterizedTest
    @ValueSource(strings = {"3.4.0", "3.17.0"})
    void listsBackupsFromNewToOld(String version) throws IOException {
        host.says(DONE, Recordings.text(version, "list-backups.json"), "");

        List<ListedBackup> backups = barman.listBackups("pg");

        assertThat(host.words()).containsExactly("barman", "-f", "json", "list-backups", "pg");
        assertThat(backups).hasSize(3);
        assertThat(backups.get(0).status()).contains(BackupStatus.FAILED);
        assertThat(backups.get(0).endTime()).isEmpty();
        assertThat(backups.get(1).name()).contains("weekly");
        assertThat(backups.get(1).status()).contains(BackupStatus.DONE);
        assertThat(backups.get(1).endTime().orElseThrow()).isAfter(Instant.parse("2026-11-20T23:00:00Z"));
        assertThat(backups.get(1).size().orElseThrow()).isGreaterThan(121_000_000);
        assertThat(backups.get(2).walSize()).hasValue(33_554_432);
    }

    @Test
    void showsABackup() throws IOException {
        host.says(DONE, Recordings.text("3.17.0", "show-backup.json"), "");

        ShownBackup backup = barman.showBackup("pg", "latest");

        assertThat(host.words()).containsExactly("barman", "-f", "json", "show-backup", "pg", "latest");
        assertThat(backup.id()).isEqualTo(new BackupId("20261120T230855"));
        assertThat(backup.status()).contains(BackupStatus.DONE);
        assertThat(backup.version()).isEqualTo(OptionalInt.of(150020));
        assertThat(backup.systemIdentifier()).contains(SystemIdentifier.parse("7710369265501771269"));
        assertThat(backup.timeline()).contains(TimelineId.FIRST);
        assertThat(backup.beginSegment()).contains(SegmentName.parse("000000010000000000000011"));
        assertThat(backup.endLsn()).contains(Lsn.parse("0/12000000"));
        assertThat(backup.endTime()).contains(Instant.ofEpochSecond(1795216138));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.0", "3.17.0"})
    void showsWhyABackupFailed(String version) throws IOException {
        host.says(DONE, Recordings.text(version, "show-backup-failed.json"), "");

        ShownBackup backup = barman.showBackup("pg", "last-failed");

        assertThat(backup.status()).contains(BackupStatus.FAILED);
        assertThat(backup.error()).contains("failure of the disk");
        assertThat(backup.beginSegment()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.0", "3.17.0"})
    void showsAServer(String version) throws IOException {
        host.says(DONE, Recordings.text(version, "show-servers.json"), "");

        ShownServer server = barman.showServer("pg");

        assertThat(server.layout()).isEqualTo(CatalogueLayout.below(HostPath.of("/var/lib/barman/pg")));
        assertThat(server.systemIdentifier()).contains(SystemIdentifier.parse("7710369265501771269"));
        assertThat(server.field("archiver")).contains("true");
        assertThat(server.field("post_archive_script")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.0", "3.17.0"})
    void checksAServer(String version) throws IOException {
        host.says(FAILED, Recordings.text(version, "check.json"), "");

        BarmanCheck check = barman.check("pg");

        assertThat(check.passed()).isFalse();
        assertThat(check.results()).hasSizeGreaterThan(15);
        assertThat(check.failures())
                .containsExactly(new BarmanCheck.Result("failed_backups", false, "there are 1 failed backups"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.0", "3.17.0"})
    void listsTheFilesOfABackup(String version) throws IOException {
        host.says(DONE, Recordings.text(version, "list-files.json"), "");

        List<HostPath> files = barman.listFiles("pg", "20261120T230444", FileTarget.WAL);

        assertThat(host.words())
                .containsExactly("barman", "-f", "json", "list-files", "--target", "wal", "pg", "20261120T230444");
        assertThat(files).singleElement().satisfies(file -> assertThat(file.value())
                .startsWith("/var/lib/barman/pg/wals/0000000100000000/00000001"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.0", "3.17.0"})
    void repeatsWhatBarmanComplainsOf(String version) {
        host.says(FAILED, Recordings.text(version, "unknown-server.json"), "");
        assertThatThrownBy(() -> barman.showServer("nope"))
                .isInstanceOf(BarmanFailedException.class)
                .hasMessage("'barman show-servers' on answering ended with exit status 1: Unknown server 'nope'");

        host.says(FAILED, Recordings.text(version, "check-unknown-server.json"), "");
        assertThatThrownBy(() -> barman.check("nope")).hasMessageContaining("Unknown server 'nope'");

        host.says(FAILED, Recordings.text(version, "unknown-backup.json"), "");
        assertThatThrownBy(() -> barman.showBackup("pg", "20200101T000000")).hasMessageContaining("Unknown backup");

        host.says(FAILED, Recordings.text(version, "unknown-field.json"), "");
        assertThatThrownBy(() -> barman.listBackups("pg"))
                .isInstanceOf(BarmanFailedException.class)
                .hasMessageContaining("'bad'")
                .hasMessageNotContaining("\n");
    }

    @Test
    void takesAnErrorForAFailureThoughBarmanEndsWithZero() {
        host.says(DONE, "{\"_ERROR\": [\"no disk\"], \"pg\": []}", "");

        assertThatThrownBy(() -> barman.listBackups("pg"))
                .isInstanceOfSatisfying(BarmanFailedException.class, failure -> assertThat(failure.ending())
                        .isEqualTo(DONE))
                .hasMessageContaining("no disk");
    }

    @Test
    void doesNotTakeSilenceForAnEmptyAnswer() {
        host.says(DONE, "{}", "");

        assertThatThrownBy(() -> barman.listBackups("pg")).hasMessageContaining("it says nothing about the server");
        assertThatThrownBy(() -> barman.showServer("pg")).hasMessageContaining("it says nothing about the server");
    }

    @Test
    void showsWhatWasSaidWhereThereIsNoJson() {
        host.says(new CommandEnding.Exited(127), "", "barman: not found\n");
        assertThatThrownBy(() -> barman.check("pg"))
                .isInstanceOf(BarmanFailedException.class)
                .hasMessage("'barman check' on answering ended with exit status 127: barman: not found");

        host.says(new CommandEnding.TimedOut(Duration.ofMinutes(5)), "{\"pg\": {", "");
        assertThatThrownBy(() -> barman.check("pg"))
                .hasMessageContaining("did not end within 300000 ms")
                .hasMessageContaining("its answer is no JSON");
    }

    @Test
    void saysWhichFieldItDoesNotUnderstand() {
        host.says(DONE, "{\"pg\": [{\"backup_id\": \"yesterday\"}]}", "");
        assertThatThrownBy(() -> barman.listBackups("pg"))
                .isInstanceOf(InvalidBarmanFileException.class)
                .hasMessage("barman list-backups says backup_id is \"yesterday\"");

        host.says(DONE, "{\"pg\": [{\"status\": \"DONE\"}]}", "");
        assertThatThrownBy(() -> barman.listBackups("pg")).hasMessageContaining("does not say 'backup_id'");
    }

    @Test
    void doesNotSayThatAnUnreachableHostFailed() {
        host.fails(new HostUnreachableException("no route"));

        assertThatThrownBy(() -> barman.check("pg")).isInstanceOf(HostUnreachableException.class);
    }

    @Test
    void getsAWalFile() throws IOException {
        host.says(DONE, "WAL", "");
        ByteArrayOutputStream content = new ByteArrayOutputStream();

        assertThat(barman.getWal("pg", SEGMENT, content)).isEqualTo(WalSending.SENT);
        assertThat(content.toString(StandardCharsets.US_ASCII)).isEqualTo("WAL");
        assertThat(host.words()).containsExactly("barman", "get-wal", "pg", SEGMENT.text());
    }

    @Test
    void tellsAWalFileThatIsNotThereFromAFailure() throws IOException {
        host.says(FAILED, "", "ERROR: WAL file '" + SEGMENT + "' not found in server 'pg' (SSH host: 127.0.0.1)\n");
        assertThat(barman.getWal("pg", SEGMENT, OutputStream.nullOutputStream()))
                .isEqualTo(WalSending.NOT_FOUND);

        host.says(FAILED, "", "ERROR: Unknown server 'pg'\n");
        assertThatThrownBy(() -> barman.getWal("pg", SEGMENT, OutputStream.nullOutputStream()))
                .isInstanceOf(BarmanFailedException.class)
                .hasMessageContaining("Unknown server 'pg'");

        host.says(new CommandEnding.Signalled("KILL"), "WA", "not found in server");
        assertThatThrownBy(() -> barman.getWal("pg", SEGMENT, OutputStream.nullOutputStream()))
                .isInstanceOf(BarmanFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "--help"})
    void handsNoOptionsInAsNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> barman.listBackups(name));
        assertThatIllegalArgumentException().isThrownBy(() -> barman.showBackup("pg", name));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> barman.getWal(name, SEGMENT, OutputStream.nullOutputStream()));
    }

    @Test
    void keepsTheProgramsOwnWords() throws IOException {
        host.says(DONE, "{\"it's $(x)\": []}", "");

        new BarmanCommand(host, List.of("sudo", "-u", "barman", "barman")).listBackups("it's $(x)");

        assertThat(host.words())
                .containsExactly("sudo", "-u", "barman", "barman", "-f", "json", "list-backups", "it's $(x)");
    }

    @Test
    void takesNoAnswerWithoutEnd() {
        BoundedText text = new BoundedText(4);

        assertThatThrownBy(() -> text.write(new byte[5], 0, 5))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than 4 bytes");
    }

    /** A host on which every command ends as it was told. */
    private static final class AnsweringHost implements Host {

        private CommandResult result = new CommandResult(DONE, "");
        private byte[] output = {};
        private HostUnreachableException failure;
        private List<String> words = List.of();

        void says(CommandEnding ending, String stdout, String stderr) {
            result = new CommandResult(ending, stderr);
            output = stdout.getBytes(StandardCharsets.UTF_8);
        }

        void fails(HostUnreachableException why) {
            failure = why;
        }

        List<String> words() {
            return words;
        }

        @Override
        public String name() {
            return "answering";
        }

        @Override
        public CommandResult run(Command command, OutputStream stdout) throws IOException {
            words = command.words();
            if (failure != null) {
                throw failure;
            }
            stdout.write(output);
            return result;
        }

        @Override
        public HostFiles files() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
