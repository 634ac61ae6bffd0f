package org.walsafe.clone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a {@code repmgr.conf} says, from repmgr 3 to 5.5.
 *
 * <p>Immutable and thread-safe. Never blocks. {@link #toString} names no value, for one may hold a password.
 *
 * @param settings the settings, in the order of the file
 * @since 0.1.0
 */
public record RepmgrConf(List<Setting> settings) {

    /**
     * One line.
     *
     * @param name the setting, in lower case
     * @param value its value, without quotes
     */
    public record Setting(String name, String value) {}

    /** Copies the list. */
    public RepmgrConf {
        settings = List.copyOf(settings);
    }

    /**
     * Reads the text of one file; {@code include} and its kin are settings like others here, which {@link RepmgrConfFile}
     * follows.
     *
     * <p>Each line is {@code name = value} or {@code name value}; {@code #} begins a comment. A value between single quotes
     * may hold anything, with quotes doubled or behind a backslash, as repmgr 5.2 and newer (and PostgreSQL) have it. A value
     * without quotes is the rest of the line, as repmgr before 5.2 has it, whose {@code restore_command} went without.
     *
     * @param text the file
     * @param source which file it is, for messages
     * @return what it says
     * @throws InvalidCloneSettingException when a line has another form; the message repeats no value
     */
    public static RepmgrConf parse(String text, String source) {
        List<Setting> settings = new ArrayList<>();
        String[] lines = text.split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            RepmgrConfLine.parse(lines[i], source + ", line " + (i + 1)).ifPresent(settings::add);
        }
        return new RepmgrConf(settings);
    }

    /**
     * A setting.
     *
     * @param name its name, in any case
     * @return its value, of several the last, or empty when it is not set or is empty, which repmgr holds to be the same
     */
    public Optional<String> value(String name) {
        List<String> values = values(name);
        return values.isEmpty()
                ? Optional.empty()
                : Optional.of(values.get(values.size() - 1)).filter(value -> !value.isEmpty());
    }

    /**
     * A setting that may be given several times.
     *
     * @param name its name, in any case
     * @return its values, in the order of the file
     */
    public List<String> values(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return settings.stream()
                .filter(setting -> setting.name().equals(wanted))
                .map(Setting::value)
                .toList();
    }

    /**
     * A setting that is on or off.
     *
     * @param name its name, in any case
     * @return whether it is on; off when it is not set
     * @throws InvalidCloneSettingException when it says neither
     */
    public boolean isOn(String name) {
        return switch (value(name).orElse("off").toLowerCase(Locale.ROOT)) {
            case "on", "true", "t", "yes", "y", "1" -> true;
            case "off", "false", "f", "no", "n", "0" -> false;
            default ->
                throw new InvalidCloneSettingException(
                        name + " in repmgr.conf is neither on nor off", "Write 'true' or 'false'.");
        };
    }

    /** The names alone. */
    @Override
    public String toString() {
        return "repmgr.conf with " + settings.stream().map(Setting::name).toList();
    }
}
