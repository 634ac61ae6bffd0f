package org.walsafe.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.host.PublishMode;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.restore.Spool;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;

/** Somebody else on the machine gets at the WAL safe directory, or at the spool, before or between two uses. */
class SharedDirectoryTest {

    private static final SegmentName SEGMENT = SegmentName.parse("0000000100000000000000A1");
    private static final SegmentName OTHER = SegmentName.parse("0000000100000000000000A2");
    private static final SystemIdentifier CLUSTER = new SystemIdentifier(7361234567890123456L);

    private final LocalHost host = new LocalHost();

    @TempDir
    private Path temporary;

    private Path walSafe;
    private WalSafeRegistry registry;

    @BeforeEach
    void openRegistry() throws IOException {
        walSafe = directory("wal_safe_dir", "rwx------");
        registry = new MarkerRegistry(DirectoryMarkerStore.on(host, HostPath.of(walSafe.toString())));
    }

    @AfterEach
    void close() {
        registry.close();
        host.close();
    }

    private Path directory(String name, String permissions) throws IOException {
        Path made = Files.createDirectory(temporary.resolve(name));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(permissions));
        return made;
    }

    @Test
    void aWalSafeDirectoryThatIsOpenedToOthersMeanwhileConfirmsNothing() throws IOException {
        registry.confirm(Confirmation.unattested(SEGMENT));

        for (String permissions : List.of("rwxrwxrwx", "rwx-w----", "rwx-----x", "rwxr-x---")) {
            Files.setPosixFilePermissions(walSafe, PosixFilePermissions.fromString(permissions));
            assertThat(registry.lookup(SEGMENT)).isNotInstanceOfAny(Lookup.Confirmed.class, Lookup.NotConfirmed.class);
            assertThatThrownBy(() -> registry.confirm(Confirmation.unattested(OTHER)))
                    .isInstanceOf(RegistryUnusableException.class);
            assertThatThrownBy(() -> registry.withdraw(SEGMENT)).isInstanceOf(RegistryUnusableException.class);
        }
    }

    @Test
    void aLinkThatTakesThePlaceOfTheWalSafeDirectoryIsNotFollowed() throws IOException {
        Path forged = directory("forged", "rwx------");
        Files.createFile(forged.resolve(SEGMENT + ".done"));
        Files.delete(walSafe);
        Files.createSymbolicLink(walSafe, forged);

        assertThat(registry.lookup(SEGMENT)).isNotInstanceOfAny(Lookup.Confirmed.class, Lookup.NotConfirmed.class);
    }

    @Test
    void aMarkerThatIsALinkConfirmsNothingAndNothingIsWrittenThroughIt() throws IOException {
        Path target = Files.createFile(temporary.resolve("target"));
        Files.createSymbolicLink(walSafe.resolve(SEGMENT + ".done"), target);

        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Invalid.class);
        registry.confirm(Confirmation.unattested(SEGMENT));
        registry.withdraw(SEGMENT);

        assertThat(target).exists().isEmptyFile();
    }

    @Test
    void theMarkerOfAnotherFileHardLinkedConfirmsNothing() throws IOException {
        Path genuine = walSafe.resolve(OTHER + ".done");
        Files.writeString(genuine, "walsafe=1\nfile=" + OTHER + "\n");
        Files.createLink(walSafe.resolve(SEGMENT + ".done"), genuine);

        assertThat(registry.lookup(SEGMENT)).isInstanceOf(Lookup.Invalid.class);
        assertThat(registry.lookup(OTHER)).isInstanceOf(Lookup.Confirmed.class);
    }

    @Test
    void whatIsPublishedBehindAHardLinkLeavesTheOtherNameAlone() throws IOException {
        Path other = Files.writeString(temporary.resolve("other"), "kept");
        Files.createLink(walSafe.resolve("status"), other);

        host.files().publish(HostPath.of(walSafe + "/status"), out -> out.write('x'), PublishMode.REPLACE);

        assertThat(other).hasContent("kept");
    }

    @Test
    void aSpoolThatSomebodyElseMadeFirstIsNeitherFilledNorEmptied() throws IOException {
        Path root = directory("shared", "rwxrwxrwx");
        HostPath at = Spool.directory(
                HostPath.of(temporary + "/main"), Optional.of(HostPath.of(root.toString())), CLUSTER, List.of("a"));
        Path forged = Files.createDirectories(Path.of(at.value()));
        Files.setPosixFilePermissions(forged, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.writeString(forged.resolve(SEGMENT.text()), "forged");
        Spool spool = new Spool(at);
        HostPath destination = HostPath.of(temporary + "/RECOVERYXLOG");

        assertThatThrownBy(() -> spool.take(SEGMENT, host.files(), destination)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> spool.ask(SEGMENT, host.files())).isInstanceOf(IOException.class);

        assertThat(Path.of(destination.value())).doesNotExist();
        assertThat(forged.resolve("wanted")).doesNotExist();
    }

    @Test
    void whereOthersCanRenameDirectoriesNoSpoolIsFilled() throws IOException {
        Path root = directory("shared", "rwxrwxrwx");
        Spool spool = new Spool(Spool.directory(
                HostPath.of(temporary + "/main"), Optional.of(HostPath.of(root.toString())), CLUSTER, List.of("a")));

        assertThatThrownBy(() -> spool.ask(SEGMENT, host.files()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(root.toString());

        Files.setAttribute(root, "unix:mode", 01777);
        spool.ask(SEGMENT, host.files());
    }
}
