package org.walsafe.clone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.walsafe.restore.BarmanServer;

/** Translates the settings of repmgr. */
final class RepmgrSettings {

    private RepmgrSettings() {}

    static CloneSettings.Builder of(RepmgrConf conf, BarmanServer barman, Optional<Path> dataDirectory) {
        CloneSettings.Builder settings = CloneSettings.builder(
                barman, path(conf, "data_directory").or(() -> dataDirectory).orElseThrow(RepmgrSettings::noTarget));
        conf.values("tablespace_mapping").stream()
                .filter(mapping -> !mapping.isEmpty())
                .map(TablespaceMapping::parse)
                .forEach(settings::tablespace);
        conf.value("node_name").ifPresent(settings::nodeName);
        conf.value("restore_command").ifPresent(settings::restoreCommand);
        conf.value("archive_cleanup_command").ifPresent(settings::archiveCleanupCommand);
        conf.value("recovery_min_apply_delay").ifPresent(settings::recoveryMinApplyDelay);
        path(conf, "pg_bindir").ifPresent(settings::binaries);
        if (conf.isOn("use_replication_slots")) {
            settings.slot("repmgr_slot_" + conf.value("node_id").orElseThrow(RepmgrSettings::noNode));
        }
        return settings;
    }

    private static Optional<Path> path(RepmgrConf conf, String name) {
        try {
            return conf.value(name).map(Path::of);
        } catch (InvalidPathException e) {
            throw new InvalidCloneSettingException(name + " is no path", "Correct repmgr.conf.", e);
        }
    }

    static BarmanServer barman(RepmgrConf conf) {
        String server = conf.value("barman_server")
                .orElseThrow(() -> new InvalidCloneSettingException(
                        "barman_server is not set",
                        "It is the server's section in Barman's configuration, such as main."));
        try {
            return new BarmanServer(server, conf.value("barman_config"));
        } catch (IllegalArgumentException e) {
            throw new InvalidCloneSettingException(String.valueOf(e.getMessage()), "Correct repmgr.conf.", e);
        }
    }

    private static InvalidCloneSettingException noTarget() {
        return new InvalidCloneSettingException(
                "no data directory is given", "Set data_directory, or give the option -D.");
    }

    private static InvalidCloneSettingException noNode() {
        return new InvalidCloneSettingException(
                "use_replication_slots is on, but node_id is not set", "repmgr names a slot after the node_id.");
    }
}
