package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.walsafe.host.HostPath;

class ArchiveCommandSettingTest {

    @Test
    void readsTheScriptIntoTheShellThatPostgresqlStarts() {
        ArchiveCommandSetting setting = ArchiveCommandSetting.sourcing(HostPath.of("/etc/walsafe/gate.sh"));

        assertThat(setting.confLine()).isEqualTo("archive_command = 'set -- \"%p\" \"%f\"; . /etc/walsafe/gate.sh'");
        assertThat(setting.sqlStatement())
                .isEqualTo("ALTER SYSTEM SET archive_command = 'set -- \"%p\" \"%f\"; . /etc/walsafe/gate.sh'");
    }

    @Test
    void quotesForTheShellThenForPostgresqlThenForTheFile() {
        ArchiveCommandSetting setting = ArchiveCommandSetting.sourcing(HostPath.of("/50% it's/gate.sh"));

        assertThat(setting.value()).isEqualTo("set -- \"%p\" \"%f\"; . '/50%% it'\\''s/gate.sh'");
        assertThat(setting.confLine())
                .isEqualTo("archive_command = 'set -- \"%p\" \"%f\"; . ''/50%% it''\\\\''''s/gate.sh'''");
        assertThat(setting.sqlStatement())
                .isEqualTo("ALTER SYSTEM SET archive_command = "
                        + "E'set -- \"%p\" \"%f\"; . ''/50%% it''\\\\''''s/gate.sh'''");
    }

    @Test
    void runsAProgramWithTheTwoWordsLastAndNeverEndsAbove125() {
        assertThat(ArchiveCommandSetting.running(List.of("/opt/wal safe/bin/walsafe", "gate", "--registry", "file:/x"))
                        .value())
                .isEqualTo("'/opt/wal safe/bin/walsafe' gate --registry file:/x \"%p\" \"%f\" || exit 1");
    }

    @Test
    void escapesABackslashWhereverItStands() {
        assertThat(new ArchiveCommandSetting("\\cp").sqlStatement())
                .isEqualTo("ALTER SYSTEM SET archive_command = E'\\\\cp'");
    }

    @Test
    void mayBeAsLongAsEveryPostgresqlKeepsIt() {
        assertThat(new ArchiveCommandSetting("x".repeat(895)).value()).hasSize(895);
        assertThatIllegalArgumentException().isThrownBy(() -> new ArchiveCommandSetting("x".repeat(896)));
    }

    @Test
    void refusesWhatPostgresqlWouldCutOrMisread() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArchiveCommandSetting.sourcing(HostPath.of("/" + "x".repeat(900))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArchiveCommandSetting.sourcing(HostPath.of("/two\nlines")));
        assertThatIllegalArgumentException().isThrownBy(() -> GateScript.of(HostPath.of("/two\nlines")));
    }
}
