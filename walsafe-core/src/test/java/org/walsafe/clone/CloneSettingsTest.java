package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.barman.BackupId;
import org.walsafe.clone.copy.ExistingData;
import org.walsafe.connection.ConnectionString;
import org.walsafe.restore.BarmanServer;

class CloneSettingsTest {

    private static final String CONF =
            """
            node_id=2
            node_name='node2'
            conninfo='host=node2 user=repmgr dbname=repmgr'
            data_directory='/var/lib/postgresql/data'
            barman_host='barmansrv'
            barman_server='somedb'
            barman_config='/etc/barman/other.conf'
            restore_command='/usr/bin/barman-wal-restore barmansrv somedb %f %p'
            tablespace_mapping='/a=/b'
            tablespace_mapping='/c=/d'
            use_replication_slots=yes
            recovery_min_apply_delay='1h'
            pg_bindir='/usr/lib/postgresql/15/bin'
            """;

    @Test
    void aRepmgrConfSaysEverything() {
        CloneSettings settings = CloneSettings.from(RepmgrConf.parse(CONF, "f"), Optional.of(Path.of("/other")))
                .build();

        assertThat(settings.barman()).isEqualTo(new BarmanServer("somedb", Optional.of("/etc/barman/other.conf")));
        assertThat(settings.dataDirectory()).isEqualTo(Path.of("/var/lib/postgresql/data"));
        assertThat(settings.nodeName()).contains("node2");
        assertThat(settings.slot()).contains("repmgr_slot_2");
        assertThat(settings.restoreCommand()).contains("/usr/bin/barman-wal-restore barmansrv somedb %f %p");
        assertThat(settings.tablespaces())
                .containsExactly(TablespaceMapping.parse("/a=/b"), TablespaceMapping.parse("/c=/d"));
        assertThat(settings.recoveryMinApplyDelay()).contains("1h");
        assertThat(settings.binaries()).contains(Path.of("/usr/lib/postgresql/15/bin"));
        assertThat(settings.existing()).isEqualTo(ExistingData.REFUSE);
        assertThat(settings.backup()).isEqualTo(new BackupChoice.Latest());
    }

    @Test
    void whatAnOptionSaysOutweighsTheFile() {
        CloneSettings settings = CloneSettings.from(RepmgrConf.parse(CONF, "f"), Optional.empty())
                .nodeName("other")
                .slot("mine")
                .backup(BackupChoice.parse("20261120T193709"))
                .build();

        assertThat(settings.nodeName()).contains("other");
        assertThat(settings.slot()).contains("mine");
        assertThat(settings.backup()).isEqualTo(new BackupChoice.Exactly(new BackupId("20261120T193709")));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> CloneSettings.from(RepmgrConf.parse("barman_server=x", "f"), Optional.empty()))
                .hasMessageContaining("no data directory");
        assertThatThrownBy(() -> CloneSettings.from(RepmgrConf.parse("", "f"), Optional.empty()))
                .hasMessageContaining("barman_server");
        assertThatThrownBy(() -> CloneSettings.from(
                        RepmgrConf.parse("barman_server=x\nuse_replication_slots=1", "f"), Optional.of(Path.of("/d"))))
                .hasMessageContaining("node_id");
        assertThatThrownBy(() ->
                        CloneSettings.from(RepmgrConf.parse("barman_server='-x'", "f"), Optional.of(Path.of("/d"))))
                .isInstanceOf(InvalidCloneSettingException.class);
    }

    @Test
    void whatPostgresqlWouldNotTakeIsRefused() {
        CloneSettings.Builder relative = CloneSettings.builder(BarmanServer.named("x"), Path.of("data"));
        assertThatThrownBy(relative::build).hasMessageContaining("no absolute path");
        assertThatThrownBy(() -> settings().restoreCommand("a\nb").build()).hasMessageContaining("restore_command");
        assertThatThrownBy(() -> settings().nodeName("a\nb").build()).hasMessageContaining("node_name");
        assertThatThrownBy(() -> settings().slot("My-Slot").build()).hasMessageContaining("slot");
        assertThatThrownBy(() -> settings()
                        .upstream(ConnectionString.parse("host='a\nb'"))
                        .build())
                .hasMessageContaining("primary_conninfo");
    }

    private static CloneSettings.Builder settings() {
        return CloneSettings.builder(BarmanServer.named("x"), Path.of("/data"));
    }
}
