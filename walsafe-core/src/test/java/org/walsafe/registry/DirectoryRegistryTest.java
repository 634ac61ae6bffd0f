package org.walsafe.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.FaultyHost;
import org.walsafe.tck.WalSafeRegistryContract;

/** The registry in a directory of this machine. */
class DirectoryRegistryTest extends WalSafeRegistryContract {

    private static final Instant NOW = Instant.parse("2026-11-20T19:33:29Z");

    @TempDir
    Path parent;

    private final FaultyHost host = new FaultyHost(new LocalHost());
    private Path directory;
    private WalSafeRegistry registry;

    @BeforeEach
    void open() throws IOException {
        directory = Files.createDirectory(
                parent.resolve("wal_safe_dir"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        registry = new MarkerRegistry(DirectoryMarkerStore.owning(host, HostPath.of(directory.toString())));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Override
    protected WalSafeRegistry registry() {
        return registry;
    }

    @Override
    protected void plant(MarkerKey key, byte[] bytes) throws IOException {
        Files.write(directory.resolve(key.fileName()), bytes);
    }

    @Override
    protected void makeUnreachable() {
        host.failAfter(0);
    }

    @Override
    protected Access openToOthers() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
        return Access.BY_PERMISSIONS;
    }

    @Test
    void whatKilledWritersLeftIsClearedUpOnceItIsOld() throws IOException {
        Path old = aged(".walsafe-7f", Duration.ofDays(2));
        Path young = aged(".walsafe-1f2e3d4c5b6a7980", Duration.ofMinutes(1));
        List<Path> others = List.of(
                aged(".walsafe-reconcile.lease", Duration.ofDays(9)),
                aged(".walsafe-", Duration.ofDays(9)),
                aged(".walsafe-7G", Duration.ofDays(9)),
                aged(".walsafe-00000000000000000", Duration.ofDays(9)),
                aged("walsafe-7f", Duration.ofDays(9)),
                Files.createSymbolicLink(directory.resolve(".walsafe-1"), old),
                Files.createDirectory(directory.resolve(".walsafe-2")));

        assertThat(registry.clearLeftovers(NOW.minus(Duration.ofDays(1)))).isEqualTo(1);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(others).allMatch(other -> Files.exists(other, LinkOption.NOFOLLOW_LINKS));
        assertThat(registry.clearLeftovers(NOW)).isEqualTo(1);
    }

    @Test
    void clearingUpTakesAThousandAtATime() throws IOException {
        for (int i = 0; i < 1_001; i++) {
            aged(HostFiles.TEMPORARY_PREFIX + Integer.toHexString(i), Duration.ofDays(2));
        }

        assertThat(registry.clearLeftovers(NOW)).isEqualTo(1_000);
        assertThat(registry.clearLeftovers(NOW)).isEqualTo(1);
    }

    private Path aged(String name, Duration age) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(age)));
    }
}
