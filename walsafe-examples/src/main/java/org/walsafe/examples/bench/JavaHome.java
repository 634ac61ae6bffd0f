package org.walsafe.examples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java on this machine.
 *
 * @param directory its {@code JAVA_HOME}
 * @param version what its {@code release} file says of its version, such as 17.0.15
 * @param runtimeVersion what it says of its build, by which stored classes are named
 */
record JavaHome(Path directory, String version, Optional<String> runtimeVersion) {

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(.+)\"$");
    private static final Pattern RUNTIME_VERSION = Pattern.compile("(?m)^JAVA_RUNTIME_VERSION=\"(.+)\"$");

    /** The Java that runs this, and those in {@code WALSAFE_JAVA_HOMES}, as packaging takes them. */
    static List<JavaHome> known() {
        Stream<String> named =
                Stream.of(System.getenv().getOrDefault("WALSAFE_JAVA_HOMES", "").split(":"));
        return Stream.concat(Stream.of(System.getProperty("java.home")), named)
                .filter(home -> !home.isEmpty())
                .map(home -> of(Path.of(home)))
                .distinct()
                .toList();
    }

    /** The release that its language level comes from, such as 17. */
    int feature() {
        return Runtime.Version.parse(version).feature();
    }

    private static JavaHome of(Path home) {
        try {
            Path directory = home.toRealPath();
            String release = Files.readString(directory.resolve("release"));
            return new JavaHome(directory, find(VERSION, release).orElse("0"), find(RUNTIME_VERSION, release));
        } catch (IOException e) {
            throw new UncheckedIOException("no Java: " + home, e);
        }
    }

    private static Optional<String> find(Pattern pattern, String release) {
        Matcher matcher = pattern.matcher(release);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
