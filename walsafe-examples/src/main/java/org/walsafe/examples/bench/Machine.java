package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the figures come from.
 *
 * @param processors how many the JVM may use
 * @param processor what the kernel calls them
 * @param memoryKilobytes the machine's memory; 0 where nobody says
 * @param system the operating system and its version
 * @param shell what {@code /bin/sh} is
 * @param java the version of the Java that runs this
 * @since 0.1.0
 */
public record Machine(
        int processors, String processor, long memoryKilobytes, String system, String shell, String java) {

    private static final String UNKNOWN = "unknown processor";
    private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB$");

    /** {@return this machine} */
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                find(MODEL, Path.of("/proc/cpuinfo")).orElse(UNKNOWN),
                find(MEMORY, Path.of("/proc/meminfo")).map(Long::parseLong).orElse(0L),
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                shellHere(),
                System.getProperty("java.version"));
    }

    /** {@return the facts by name, in order} */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("processors", processors);
        fields.put("processor", processor);
        fields.put("memory_kilobytes", memoryKilobytes);
        fields.put("system", system);
        fields.put("shell", shell);
        fields.put("java", java);
        return fields;
    }

    /** One line for people. */
    @Override
    public String toString() {
        String memory = String.format(Locale.ROOT, "%.1f GB", memoryKilobytes / 1e6);
        return processors + " × " + processor + ", " + memory + ", " + system + ", /bin/sh is " + shell + ", Java "
                + java;
    }

    private static Optional<String> find(Pattern pattern, Path file) {
        try {
            Matcher matcher = pattern.matcher(Files.readString(file));
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }

    private static String shellHere() {
        try {
            return String.valueOf(Path.of("/bin/sh").toRealPath().getFileName());
        } catch (IOException none) {
            return "absent";
        }
    }
}
