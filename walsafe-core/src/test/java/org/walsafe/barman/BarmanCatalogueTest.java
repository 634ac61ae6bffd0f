package org.walsafe.barman;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.FaultyHost;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

class BarmanCatalogueTest {

    private static final WalFileName SEGMENT = WalFileName.parse("000000010000000A000000FE");
    private static final WalFileName HISTORY = WalFileName.parse("00000002.history");
    private static final WalFileName PARTIAL = WalFileName.parse("000000010000000A000000FF.partial");
    private static final WalFileName BACKUP_HISTORY = WalFileName.parse("000000010000000A000000FE.00000028.backup");
    private static final BackupId BACKUP = new BackupId("20261120T230444");

    @TempDir
    Path barmanHome;

    private Path server;
    private FaultyHost host;
    private BarmanCatalogue catalogue;

    @BeforeEach
    void makeACatalogue() throws IOException {
        server = barmanHome.resolve("it's $(hostile) \"name\"");
        for (String directory : List.of("wals", "incoming", "streaming", "errors", "base")) {
            Files.createDirectories(server.resolve(directory));
        }
        host = new FaultyHost(new LocalHost());
        catalogue = new BarmanCatalogue(host, HostPath.of(server.toString()));
    }

    @Test
    void findsEachKindOfWalFileInTheArchive() throws IOException {
        write("wals/000000010000000A/" + SEGMENT, "segment");
        write("wals/000000010000000A/" + PARTIAL, "partial");
        write("wals/000000010000000A/" + BACKUP_HISTORY, "backup history");
        write("wals/" + HISTORY, "history");

        for (WalFileName file : List.of(SEGMENT, PARTIAL, BACKUP_HISTORY, HISTORY)) {
            CataloguedFile found = catalogue.find(file).orElseThrow();
            assertThat(found.name()).isEqualTo(file);
            assertThat(found.place()).isEqualTo(WalPlace.ARCHIVED);
            assertThat(catalogue.find(file, WalPlace.ARCHIVED)).contains(found);
        }
        CataloguedFile found = catalogue.find(SEGMENT).orElseThrow();
        assertThat(found.storedSize()).isEqualTo(7);
        try (InputStream in = catalogue.open(found)) {
            assertThat(in).hasContent("segment");
        }
    }

    @Test
    void looksInTheArchiveBeforeTheIncomingFilesAndThereBeforeTheStreamedOnes() throws IOException {
        write("streaming/" + SEGMENT, "streamed");
        assertThat(catalogue.find(SEGMENT).orElseThrow().place()).isEqualTo(WalPlace.STREAMING);

        write("incoming/" + SEGMENT, "incoming");
        assertThat(catalogue.find(SEGMENT).orElseThrow().place()).isEqualTo(WalPlace.INCOMING);

        write("wals/000000010000000A/" + SEGMENT, "archived");
        assertThat(catalogue.find(SEGMENT).orElseThrow().place()).isEqualTo(WalPlace.ARCHIVED);
    }

    @Test
    void answersAbsentWhenItHasLooked() throws IOException {
        assertThat(catalogue.find(SEGMENT)).isEmpty();
        assertThat(catalogue.find(SEGMENT, WalPlace.INCOMING)).isEmpty();
    }

    @Test
    void doesNotAnswerAbsentWhereTheArchiveIsNotMounted() throws IOException {
        Files.delete(server.resolve("wals"));

        assertThatThrownBy(() -> catalogue.find(SEGMENT))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("localhost:" + server.resolve("wals"))
                .hasMessageContaining("is it mounted?");
        assertThatThrownBy(() -> catalogue.find(HISTORY, WalPlace.ARCHIVED)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> list(WalPlace.ARCHIVED)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void doesNotAnswerAbsentWhereNobodyCouldLook() throws IOException {
        write("wals/000000010000000A/" + SEGMENT, "segment");
        for (int operations = 0; operations < 4; operations++) {
            host.failAfter(operations);
            assertThatThrownBy(() -> catalogue.find(HISTORY)).isInstanceOf(HostUnreachableException.class);
        }
        host.failAfter(0);
        assertThatThrownBy(() -> catalogue.identity()).isInstanceOf(HostUnreachableException.class);
        assertThatThrownBy(() -> catalogue.backups()).isInstanceOf(HostUnreachableException.class);
        assertThatThrownBy(() -> catalogue.backup(BACKUP)).isInstanceOf(HostUnreachableException.class);
        assertThatThrownBy(() -> catalogue.keep(BACKUP)).isInstanceOf(HostUnreachableException.class);
        assertThatThrownBy(() -> catalogue.rejected()).isInstanceOf(HostUnreachableException.class);
        assertThatThrownBy(() -> catalogue.readXlogDb(line -> {})).isInstanceOf(HostUnreachableException.class);
        assertThatThrownBy(() -> list(WalPlace.ARCHIVED)).isInstanceOf(HostUnreachableException.class);
    }

    @Test
    void followsNoSymbolicLinkToAFile() throws IOException {
        Path secret = Files.writeString(barmanHome.resolve("secret"), "secret");
        Files.createDirectories(server.resolve("wals/000000010000000A"));
        Files.createSymbolicLink(server.resolve("wals/000000010000000A/" + SEGMENT), secret);
        Files.createDirectory(server.resolve("wals/" + HISTORY));
        Files.createSymbolicLink(server.resolve("identity.json"), secret);

        assertThatThrownBy(() -> catalogue.find(SEGMENT))
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining("it is no regular file");
        assertThatThrownBy(() -> catalogue.find(HISTORY)).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> catalogue.identity()).isInstanceOf(IOException.class);
    }

    @Test
    void followsNoSymbolicLinkToAHashDirectory() throws IOException {
        Path elsewhere = Files.createDirectory(barmanHome.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve(SEGMENT.text()), "foreign");
        Files.createSymbolicLink(server.resolve("wals/000000010000000A"), elsewhere);

        assertThat(list(WalPlace.ARCHIVED)).containsExactly("stranger 000000010000000A");
        assertThatThrownBy(() -> catalogue.find(SEGMENT)).isInstanceOf(FileSystemException.class);
    }

    @Test
    void listsTheArchiveWithoutBarmansOwnFiles() throws IOException {
        write("wals/000000010000000A/" + SEGMENT, "");
        write("wals/000000010000000A/" + PARTIAL, "");
        write("wals/000000010000000A/" + BACKUP_HISTORY, "");
        write("wals/000000010000000A/000000010000000A000000FD.tmp", "");
        write("wals/0000000200000000/000000020000000000000001", "");
        write("wals/" + HISTORY, "");
        write("wals/xlog.db", "");
        write("wals/pg-xlog.db", "");

        assertThat(list(WalPlace.ARCHIVED))
                .containsExactlyInAnyOrder(
                        SEGMENT.text(),
                        PARTIAL.text(),
                        BACKUP_HISTORY.text(),
                        HISTORY.text(),
                        "000000020000000000000001");
    }

    @Test
    void showsWhatDoesNotBelongInTheArchiveAsStrangers() throws IOException {
        write("wals/" + SEGMENT, "");
        write("wals/000000010000000A/000000010000000B00000001", "");
        write("wals/000000010000000A/" + HISTORY, "");
        write("wals/000000010000000A/readme", "");
        write("wals/000000010000000A/000000010000000a000000fe", "");
        write("wals/lost+found/x", "");

        assertThat(list(WalPlace.ARCHIVED))
                .containsExactlyInAnyOrder(
                        "stranger " + SEGMENT,
                        "stranger 000000010000000A/000000010000000B00000001",
                        "stranger 000000010000000A/" + HISTORY,
                        "stranger 000000010000000A/readme",
                        "stranger 000000010000000A/000000010000000a000000fe",
                        "stranger lost+found");
    }

    @Test
    void listsWhatBarmanHasNotArchivedYet() throws IOException {
        write("incoming/" + SEGMENT, "");
        write("incoming/.4711-" + SEGMENT, "");
        write("incoming/foo", "");
        write("streaming/" + PARTIAL, "");

        assertThat(list(WalPlace.INCOMING)).containsExactlyInAnyOrder(SEGMENT.text(), "stranger foo");
        assertThat(list(WalPlace.STREAMING)).containsExactly(PARTIAL.text());
    }

    @Test
    void tellsWhoseTheArchiveIs() throws IOException {
        assertThat(catalogue.identity()).isEmpty();

        write("identity.json", "{\n  \"systemid\": \"7710369265501771269\",\n  \"version\": \"15\"\n}");
        BarmanIdentity identity = catalogue.identity().orElseThrow();
        assertThat(identity.systemIdentifier()).contains(SystemIdentifier.parse("7710369265501771269"));
        assertThat(identity.version()).contains("15");

        write("identity.json", "{\"version\": null}");
        assertThat(catalogue.identity()).contains(new BarmanIdentity(Optional.empty(), Optional.empty()));
    }

    @Test
    void doesNotTakeADamagedIdentityForNone() throws IOException {
        for (String damaged : List.of("", "{\"systemid\": \"77", "{\"systemid\": \"none\"}", "x".repeat(5 << 20))) {
            write("identity.json", damaged);
            assertThatThrownBy(() -> catalogue.identity())
                    .isInstanceOf(InvalidBarmanFileException.class)
                    .hasMessageStartingWith("localhost:" + server.resolve("identity.json"));
        }
        Files.write(server.resolve("identity.json"), new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> catalogue.identity()).hasMessageEndingWith("is not UTF-8 text");
    }

    @Test
    void listsWhatBarmanRefused() throws IOException {
        assertThat(catalogue.rejected()).isEmpty();

        write("errors/" + SEGMENT + ".20261120T193329Z.duplicate", "");
        write("errors/foo.20261120T193329Z.unknown", "");

        assertThat(catalogue.rejected()).extracting(RejectedFile::receivedAs).containsExactly(SEGMENT.text(), "foo");
    }

    @Test
    void takesDirectoriesThatBarmanHasNotMadeYetForEmptyOnes() throws IOException {
        Files.delete(server.resolve("errors"));
        Files.delete(server.resolve("base"));

        assertThat(catalogue.rejected()).isEmpty();
        assertThat(catalogue.backups()).isEmpty();
    }

    @Test
    void readsTheListOfArchivedFilesUnderEitherName() throws IOException {
        List<XlogDbLine> lines = new ArrayList<>();
        assertThat(catalogue.readXlogDb(lines::add)).isFalse();

        write("wals/xlog.db", SEGMENT + "\t16777216\t1795203437.1\tNone\n");
        assertThat(catalogue.readXlogDb(lines::add)).isTrue();
        assertThat(lines).singleElement().isInstanceOf(XlogDbLine.Entry.class);

        lines.clear();
        String name = "wals/" + server.getFileName() + "-xlog.db";
        write(name, HISTORY + "\t42\t1.5\tNone\tNone\n" + "x".repeat(5000) + "\n" + SEGMENT + "\t1677");
        assertThat(catalogue.readXlogDb(lines::add)).isTrue();
        assertThat(lines)
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(XlogDbLine.Entry.class),
                        second -> assertThat(second).isEqualTo(new XlogDbLine.Unreadable(2, "x".repeat(200))),
                        torn -> assertThat(torn).isEqualTo(new XlogDbLine.Unreadable(3, SEGMENT + "\t1677")));
    }

    @Test
    void listsBackupsOfBothLayouts() throws IOException {
        assertThat(catalogue.backups()).isEmpty();

        write("base/20261120T230444/backup.info", "status=DONE\n");
        write("base/20261121T000000/data/PG_VERSION", "15\n");
        write("base/tmp/backup.info", "");
        write("meta/20261119T000000-backup.info", "status=FAILED\n");
        write("meta/20261119T000000-keep", "full");
        write("meta/x-backup.info", "");

        assertThat(catalogue.backups()).containsExactly(new BackupId("20261119T000000"), BACKUP);
        assertThat(catalogue.backup(BACKUP).orElseThrow().status()).isEqualTo(BackupStatus.DONE);
        assertThat(catalogue
                        .backup(new BackupId("20261119T000000"))
                        .orElseThrow()
                        .status())
                .isEqualTo(BackupStatus.FAILED);
        assertThat(catalogue.backup(new BackupId("20261121T000000"))).isEmpty();
    }

    @Test
    void prefersTheNewerPlaceOfABackupsMetadata() throws IOException {
        write("base/20261120T230444/backup.info", "status=WAITING_FOR_WALS\n");
        write("base/20261120T230444/annotations/keep", "standalone\n");
        assertThat(catalogue.backup(BACKUP).orElseThrow().status()).isEqualTo(BackupStatus.WAITING_FOR_WALS);
        assertThat(catalogue.keep(BACKUP)).contains(KeepTarget.STANDALONE);

        write("meta/20261120T230444-backup.info", "status=DONE\n");
        write("meta/20261120T230444-keep", "full");
        assertThat(catalogue.backup(BACKUP).orElseThrow().status()).isEqualTo(BackupStatus.DONE);
        assertThat(catalogue.keep(BACKUP)).contains(KeepTarget.FULL);
        assertThat(catalogue.keep(new BackupId("20261121T000000"))).isEmpty();

        write("meta/20261120T230444-keep", "some of it");
        assertThatThrownBy(() -> catalogue.keep(BACKUP)).isInstanceOf(InvalidBarmanFileException.class);
    }

    @Test
    void namesTheFileOfADamagedBackup() throws IOException {
        write("base/20261120T230444/backup.info", "status=DONE\nbegin_wal=torn");

        assertThatThrownBy(() -> catalogue.backup(BACKUP))
                .isInstanceOf(InvalidBarmanFileException.class)
                .hasMessage("localhost:" + server.resolve("base/20261120T230444/backup.info")
                        + " has an impossible value for begin_wal: \"torn\"");
    }

    @Test
    void findsTheDataDirectoryOfEitherLayout() throws IOException {
        assertThat(catalogue.dataDirectory(BACKUP)).isEmpty();

        write("base/20261120T230444/pgdata/PG_VERSION", "9.1\n");
        assertThat(catalogue.dataDirectory(BACKUP)).contains(path("base/20261120T230444/pgdata"));

        write("base/20261120T230444/data/PG_VERSION", "9.3\n");
        assertThat(catalogue.dataDirectory(BACKUP)).contains(path("base/20261120T230444/data"));
    }

    @Test
    void readsDirectoriesThatTheConfigurationHasMoved() throws IOException {
        HostPath moved = HostPath.of(barmanHome.toString()).child("moved");
        Files.createDirectories(barmanHome.resolve("moved/0000000100000000"));
        Files.writeString(barmanHome.resolve("moved/0000000100000000/000000010000000000000001"), "");
        CatalogueLayout usual = catalogue.layout();
        BarmanCatalogue other = new BarmanCatalogue(
                host,
                new CatalogueLayout(
                        "pg",
                        usual.home(),
                        moved,
                        usual.incoming(),
                        usual.streaming(),
                        usual.errors(),
                        usual.base(),
                        moved),
                ZoneOffset.UTC);

        assertThat(other.find(WalFileName.parse("000000010000000000000001"))
                        .orElseThrow()
                        .path())
                .isEqualTo(moved.child("0000000100000000").child("000000010000000000000001"));
    }

    private List<String> list(WalPlace place) throws IOException {
        List<String> names = new ArrayList<>();
        catalogue.list(place, new CatalogueVisitor() {
            @Override
            public void walFile(WalFileName file) {
                names.add(file.text());
            }

            @Override
            public void stranger(String name) {
                names.add("stranger " + name);
            }
        });
        return names;
    }

    private HostPath path(String relative) {
        return HostPath.of(server.resolve(relative).toString());
    }

    private void write(String relative, String content) throws IOException {
        Path file = server.resolve(relative);
        Files.createDirectories(file.getParent());
        Files.write(file, content.getBytes(UTF_8));
    }
}
