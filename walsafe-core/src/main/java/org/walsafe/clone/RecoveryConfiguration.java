package org.walsafe.clone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.walsafe.wal.PostgresMajor;

/**
 * Makes a copied data directory that of a standby, and takes out of it what the backup brought of an earlier life as a standby
 * or of a recovery. Files are put in place of others, and never written into: the others may have further names.
 *
 * <p>For one thread. Nothing is flushed: that is done when the directory is published.
 */
final class RecoveryConfiguration {

    private static final String AUTO_CONF = "postgresql.auto.conf";
    private static final String RECOVERY_CONF = "recovery.conf";
    private static final String STANDBY_SIGNAL = "standby.signal";

    /** PostgreSQL acts on each of these, or since 12 refuses to start because of it. */
    private static final List<String> STALE_FILES =
            List.of(RECOVERY_CONF, "recovery.signal", STANDBY_SIGNAL, "promote", "fallback_promote");

    /** What an unset setting has, where that is not the empty string (PostgreSQL 12 to 18, {@code guc_tables.c}). */
    private static final Map<String, String> DEFAULTS = Map.of(
            "recovery_target_timeline", "latest",
            "recovery_target_inclusive", "on",
            "recovery_target_action", "pause",
            "recovery_min_apply_delay", "0");

    private final Path data;
    private final PostgresMajor major;
    private final List<String> notes = new ArrayList<>();

    RecoveryConfiguration(Path data, PostgresMajor major) {
        this.data = data;
        this.major = major;
    }

    /** Writes it; the sentences say what was taken out. */
    List<String> write(RecoverySettings settings) throws IOException {
        for (String file : STALE_FILES) {
            if (Files.deleteIfExists(data.resolve(file))) {
                notes.add("The backup's " + file + " was left out.");
            }
        }
        if (major.isAtLeast(PostgresMajor.V12)) {
            writeAutoConf(settings);
            put(STANDBY_SIGNAL, "# written by walsafe clone\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            put(
                    RECOVERY_CONF,
                    new ConfigurationText(List.of()).with(settings.lines()).bytes());
        }
        if (!Files.exists(data.resolve("postgresql.conf"))) {
            notes.add(
                    "The backup has no postgresql.conf: it was kept outside the data directory, and has to be put in its"
                            + " place here as well, with pg_hba.conf and pg_ident.conf.");
        }
        return List.copyOf(notes);
    }

    private void writeAutoConf(RecoverySettings settings) throws IOException {
        Path file = data.resolve(AUTO_CONF);
        ConfigurationText old = ConfigurationText.of(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
        Collection<String> stale = new TreeSet<>(old.names());
        stale.removeIf(name -> !RecoverySettings.isKnown(name));
        if (!stale.isEmpty()) {
            notes.add("The backup's " + AUTO_CONF + " set " + String.join(", ", stale) + ", which were taken out.");
        }
        put(
                AUTO_CONF,
                old.without(RecoverySettings::isKnown)
                        .with(outweighed(settings))
                        .with(settings.lines())
                        .bytes());
    }

    /** What other configuration files set for recovery is outweighed here, for they are not ours to change. */
    private List<String> outweighed(RecoverySettings settings) throws IOException {
        Collection<String> names = new TreeSet<>();
        for (Path file : otherConfiguration()) {
            names.addAll(ConfigurationText.of(Files.readAllBytes(file)).names());
        }
        names.removeIf(name -> !RecoverySettings.isKnown(name)
                || settings.values().containsKey(name)
                || name.equals("standby_mode")
                || name.equals("trigger_file"));
        if (!names.isEmpty()) {
            notes.add("The backup's configuration sets " + String.join(", ", names) + ", which " + AUTO_CONF
                    + " outweighs with the defaults.");
        }
        return names.stream()
                .map(name -> name + " = " + RecoverySettings.quoted(DEFAULTS.getOrDefault(name, "")))
                .toList();
    }

    private List<Path> otherConfiguration() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path directory : List.of(data, data.resolve("conf.d"))) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> entries = Files.list(directory)) {
                    entries.filter(RecoveryConfiguration::isOtherConfiguration)
                            .sorted()
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    private static boolean isOtherConfiguration(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".conf")
                && Files.isRegularFile(file)
                && !List.of(AUTO_CONF, "pg_hba.conf", "pg_ident.conf").contains(name);
    }

    private void put(String name, byte[] content) throws IOException {
        Path file = data.resolve(name);
        if (Files.isDirectory(file)) {
            throw new FileAlreadyExistsException(
                    file.toString(), null, "a directory has the name of a configuration file");
        }
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, content);
    }
}
