package org.walsafe.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;

class RestoreModeTest {

    private final LocalHost host = new LocalHost();

    @TempDir
    private Path dataDirectory;

    @AfterEach
    void closeHost() {
        host.close();
    }

    private RestoreMode detected(String name) {
        HostPath directory = new HostPath(dataDirectory.toString());
        return RestoreMode.detect(
                host.files(), directory, directory.child("pg_wal").child(name));
    }

    @Test
    void standbySignalTellsAStandbyAlsoBesideRecoverySignal() throws IOException {
        Files.createFile(dataDirectory.resolve("recovery.signal"));
        assertThat(detected("RECOVERYXLOG")).isEqualTo(RestoreMode.RECOVERY);

        Files.createFile(dataDirectory.resolve("standby.signal"));
        assertThat(detected("RECOVERYXLOG")).isEqualTo(RestoreMode.STANDBY);
        assertThat(detected("RECOVERYHISTORY")).isEqualTo(RestoreMode.STANDBY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "standby_mode = on",
                "standby_mode='on'",
                "  standby_mode 'true'\n",
                "restore_command = 'x'\nSTANDBY_MODE = 'ON' # as Barman writes it\r\n",
                "standby_mode = 1",
                "standby_mode = off\nstandby_mode = y"
            })
    void recoveryConfOfAStandbyTellsIt(String recoveryConf) throws IOException {
        Files.writeString(dataDirectory.resolve("recovery.conf"), recoveryConf);

        assertThat(detected("RECOVERYXLOG")).isEqualTo(RestoreMode.STANDBY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "restore_command = 'cp /a/%f %p'",
                "#standby_mode = on",
                "standby_mode = off",
                "standby_mode = on\nstandby_mode = 'false'",
                "primary_conninfo = 'standby_mode = on'",
                "standby_mode = o",
                ""
            })
    void everyOtherRecoveryConfIsARecovery(String recoveryConf) throws IOException {
        Files.writeString(dataDirectory.resolve("recovery.conf"), recoveryConf);

        assertThat(detected("RECOVERYXLOG")).isEqualTo(RestoreMode.RECOVERY);
    }

    @Test
    void whatCannotBeToldIsARecovery() throws IOException {
        assertThat(detected("RECOVERYXLOG")).isEqualTo(RestoreMode.RECOVERY);

        Files.createDirectory(dataDirectory.resolve("recovery.conf"));
        assertThat(detected("RECOVERYXLOG")).isEqualTo(RestoreMode.RECOVERY);
    }

    @Test
    void whoAsksForTheRealNameIsNoServer() throws IOException {
        Files.createFile(dataDirectory.resolve("standby.signal"));

        assertThat(detected("000000010000000000000001")).isEqualTo(RestoreMode.ON_DEMAND);
    }
}
