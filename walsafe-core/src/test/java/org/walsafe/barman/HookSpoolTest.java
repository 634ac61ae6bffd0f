package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.LocalHost;
import org.walsafe.tck.FaultyHost;
import org.walsafe.wal.WalFileName;

class HookSpoolTest {

    @TempDir
    Path directory;

    private final FaultyHost host = new FaultyHost(new LocalHost());

    @Test
    void takesEachNameOnce() throws IOException {
        Files.createFile(directory.resolve("000000010000000000000005"));
        Files.createFile(directory.resolve("stranger"));

        assertThat(spool().take()).containsExactly(WalFileName.parse("000000010000000000000005"));
        assertThat(spool().take()).isEmpty();
        assertThat(directory).isDirectoryContaining("glob:**stranger");
    }

    @Test
    void takesAThousandNamesAtOnce() throws IOException {
        for (int i = 0; i < 1100; i++) {
            Files.createFile(directory.resolve(String.format("0000000100000000%08X", i)));
        }

        assertThat(spool().take()).hasSize(1000);
        assertThat(spool().take()).hasSize(100);
    }

    @Test
    void doesNotTakeAMissingSpoolForAnEmptyOne() throws IOException {
        Files.delete(directory);

        assertThatThrownBy(() -> spool().take()).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void keepsTheNamesWhereNobodyCouldLook() throws IOException {
        Files.createFile(directory.resolve("000000010000000000000005"));
        host.failAfter(0);
        assertThatThrownBy(() -> spool().take()).isInstanceOf(HostUnreachableException.class);

        host.failAfter(Long.MAX_VALUE);
        assertThat(spool().take()).hasSize(1);
        assertThat(spool().location()).isEqualTo("localhost:" + directory);
    }

    private HookSpool spool() {
        return new HookSpool(host, HostPath.of(directory.toString()));
    }
}
