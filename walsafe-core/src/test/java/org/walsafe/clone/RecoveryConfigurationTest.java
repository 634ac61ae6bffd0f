package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.connection.ConnectionString;
import org.walsafe.restore.BarmanServer;
import org.walsafe.wal.PostgresMajor;

class RecoveryConfigurationTest {

    @TempDir
    private Path data;

    @BeforeEach
    void theBackupHasAConfiguration() throws IOException {
        Files.writeString(data.resolve("postgresql.conf"), "port = 5433\n#restore_command = 'x'\n");
    }

    private static CloneSettings settings() {
        return CloneSettings.builder(BarmanServer.named("main"), Path.of("/data"))
                .upstream(ConnectionString.parse("host=pg user=repl password=secret dbname=x application_name=other"))
                .nodeName("it's me")
                .slot("s")
                .restoreCommand("fetch 'a\\b' %f %p")
                .build();
    }

    private List<String> write(PostgresMajor major) throws IOException {
        return new RecoveryConfiguration(data, major).write(RecoverySettings.of(settings(), major));
    }

    @Test
    void untilElevenThereIsARecoveryConf() throws IOException {
        Files.writeString(data.resolve("recovery.conf"), "recovery_target_time = '2001-01-01'\n");

        List<String> notes = write(PostgresMajor.V9_3);

        assertThat(data.resolve("recovery.conf"))
                .hasContent(
                        """
                        standby_mode = 'on'
                        recovery_target_timeline = 'latest'
                        primary_conninfo = 'host=pg user=repl application_name=''it\\\\''s me'''
                        primary_slot_name = 's'
                        restore_command = 'fetch ''a\\\\b'' %f %p'
                        """);
        assertThat(notes).containsExactly("The backup's recovery.conf was left out.");
        assertThat(data.resolve("standby.signal")).doesNotExist();
        assertThat(Files.getPosixFilePermissions(data.resolve("recovery.conf")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void sinceTwelveStaleSettingsGoAndOthersStay() throws IOException {
        byte[] latin = "cluster_name = 'Köln'\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(data.resolve("postgresql.auto.conf"), latin);
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "Primary_Slot_Name = 'old'\nrecovery_target_time='2001-01-01'\n# restore_command = 'comment'\n",
                StandardOpenOption.APPEND);
        for (String stale : List.of("recovery.signal", "recovery.conf", "promote")) {
            Files.writeString(data.resolve(stale), "");
        }

        List<String> notes = write(PostgresMajor.V15);

        String auto = Files.readString(data.resolve("postgresql.auto.conf"), StandardCharsets.ISO_8859_1);
        assertThat(auto)
                .startsWith("cluster_name = 'Köln'\n# restore_command = 'comment'\nprimary_conninfo = ")
                .contains("primary_slot_name = 's'\n")
                .doesNotContain("old", "2001", "secret", "standby_mode", "other");
        assertThat(data.resolve("standby.signal")).exists();
        assertThat(data.resolve("recovery.signal")).doesNotExist();
        assertThat(data.resolve("recovery.conf")).doesNotExist();
        assertThat(data.resolve("promote")).doesNotExist();
        assertThat(notes).anyMatch(note -> note.contains("primary_slot_name, recovery_target_time"));
    }

    @Test
    void whatOtherConfigurationFilesSetForRecoveryIsOutweighed() throws IOException {
        Files.writeString(
                data.resolve("postgresql.conf"),
                "recovery_target_time = '2001-01-01'\nrecovery_target_timeline = '3'\nrestore_command = 'x'\n");

        List<String> notes = write(PostgresMajor.V15);

        assertThat(data.resolve("postgresql.auto.conf"))
                .content()
                .contains("recovery_target_time = ''\n", "recovery_target_timeline = 'latest'\n")
                .containsOnlyOnce("restore_command");
        assertThat(notes).hasSize(1);
    }

    @Test
    void aFileWithFurtherNamesIsNotWrittenInto() throws IOException {
        Path auto = Files.writeString(data.resolve("postgresql.auto.conf"), "work_mem = '5MB'\n");
        Path other = Files.createLink(data.resolve("other"), auto);

        write(PostgresMajor.V15);

        assertThat(other).hasContent("work_mem = '5MB'\n");
    }

    @Test
    void aConfigurationThatWasKeptElsewhereIsMissed() throws IOException {
        Files.delete(data.resolve("postgresql.conf"));

        assertThat(write(PostgresMajor.V15)).anyMatch(note -> note.contains("has no postgresql.conf"));
    }
}
