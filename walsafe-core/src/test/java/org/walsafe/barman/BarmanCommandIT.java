package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.WalFileName;

/** Barman's command line as the Barman that is installed has it, with a catalogue and without PostgreSQL. */
@RequiresRealPart("barman")
class BarmanCommandIT {

    /** A name that a shell would take apart. */
    private static final String SERVER = "it's \"$(touch pwned)\" here";

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000000000008");
    private static final String BACKUP = "20261120T230444";

    @TempDir
    Path root;

    private BarmanCommand barman;

    @BeforeEach
    void configure() throws IOException {
        Path home = Files.createDirectories(root.resolve("home"));
        Path wals = Files.createDirectories(home.resolve(SERVER).resolve("wals/0000000100000000"));
        Path backup =
                Files.createDirectories(home.resolve(SERVER).resolve("base").resolve(BACKUP));
        Files.writeString(
                backup.resolve("backup.info"),
                Recordings.text("3.4.0", "backup.info").replace("server_name=pg", "server_name=" + SERVER));
        try (var stored = new GZIPOutputStream(Files.newOutputStream(wals.resolve(SEGMENT.text())))) {
            stored.write("not looked at".getBytes(StandardCharsets.US_ASCII));
        }
        Files.writeString(home.resolve(SERVER).resolve("wals/xlog.db"), SEGMENT + "\t33\t1795215915.0\tgzip\n");
        Path configuration = Files.writeString(
                root.resolve("barman.conf"),
                """
                [barman]
                barman_user = %s
                barman_home = %s
                barman_lock_directory = %s
                log_file = %s
                check_timeout = 20

                [%s]
                description = for this test
                conninfo = host=127.0.0.1 port=1 user=nobody dbname=postgres connect_timeout=1
                streaming_conninfo = host=127.0.0.1 port=1 user=nobody connect_timeout=1
                backup_method = postgres
                archiver = on
                """
                        .formatted(System.getProperty("user.name"), home, root, root.resolve("log"), SERVER));
        barman = new BarmanCommand(
                new LocalHost(), List.of(RealParts.path("barman").toString(), "-c", configuration.toString()));
    }

    @Test
    void listsAndShowsBackups() throws IOException {
        assertThat(barman.listBackups(SERVER)).singleElement().satisfies(listed -> assertThat(listed.id())
                .isEqualTo(new BackupId(BACKUP)));

        ShownBackup backup = barman.showBackup(SERVER, "latest");
        assertThat(backup.id()).isEqualTo(new BackupId(BACKUP));
        assertThat(backup.beginSegment()).contains(SegmentName.parse("000000010000000000000008"));

        assertThat(barman.listFiles(SERVER, BACKUP, FileTarget.WAL))
                .contains(HostPath.of(root + "/home/" + SERVER + "/wals/0000000100000000/" + SEGMENT));
    }

    @Test
    void showsWhereTheServersCatalogueIs() throws IOException {
        ShownServer server = barman.showServer(SERVER);

        assertThat(server.layout()).isEqualTo(CatalogueLayout.below(HostPath.of(root + "/home/" + SERVER)));
        assertThat(server.systemIdentifier()).isEmpty();
    }

    @Test
    void checksThoughPostgresqlIsDown() throws IOException {
        BarmanCheck check = barman.check(SERVER);

        assertThat(check.passed()).isFalse();
        assertThat(check.failures())
                .extracting(BarmanCheck.Result::name)
                .contains("postgresql")
                .doesNotContain("directories");
    }

    @Test
    void getsAWalFileDecompressedOrSaysThatThereIsNone() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();

        assertThat(barman.getWal(SERVER, SEGMENT, content)).isEqualTo(WalSending.SENT);
        assertThat(content.toString(StandardCharsets.US_ASCII)).isEqualTo("not looked at");
        assertThat(barman.getWal(SERVER, WalFileName.parse("000000010000000000000009"), content))
                .isEqualTo(WalSending.NOT_FOUND);
    }

    @Test
    void repeatsWhatBarmanComplainsOf() {
        assertThatThrownBy(() -> barman.listBackups("nope"))
                .isInstanceOf(BarmanFailedException.class)
                .hasMessageContaining("Unknown server 'nope'");
        assertThatThrownBy(() -> barman.showBackup(SERVER, "nope"))
                .isInstanceOf(BarmanFailedException.class)
                .hasMessageContaining("Unknown backup 'nope'");
        assertThatThrownBy(() -> barman.getWal("nope", SEGMENT, new ByteArrayOutputStream()))
                .isInstanceOf(BarmanFailedException.class);
        assertThat(Path.of("pwned")).doesNotExist();
    }
}
