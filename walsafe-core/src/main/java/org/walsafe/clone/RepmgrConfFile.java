package org.walsafe.clone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a {@code repmgr.conf} and what it includes, as repmgr 5.2 and newer do.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class RepmgrConfFile {

    private static final int LONGEST = 1 << 20;
    private static final int DEEPEST = 10;

    private final List<RepmgrConf.Setting> settings = new ArrayList<>();

    private RepmgrConfFile() {}

    /**
     * Reads a file. Blocks as long as the file system does.
     *
     * @param file the file
     * @return what it and its includes say
     * @throws InvalidCloneSettingException when a line cannot be read, or includes go deeper than ten files
     * @throws IOException when a file cannot be read, or has more than a megabyte
     */
    public static RepmgrConf read(Path file) throws IOException {
        RepmgrConfFile reader = new RepmgrConfFile();
        reader.include(file.toAbsolutePath(), 0);
        return new RepmgrConf(reader.settings);
    }

    private void include(Path file, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidCloneSettingException(
                    file + " is included by more than " + DEEPEST + " files, one from the other",
                    "Look for a file that includes itself.");
        }
        for (RepmgrConf.Setting setting :
                RepmgrConf.parse(text(file), file.toString()).settings()) {
            Path included = file.resolveSibling(setting.value());
            switch (setting.name()) {
                case "include" -> include(included, depth + 1);
                case "include_if_exists" -> includeIfThere(included, depth + 1);
                case "include_dir" -> includeDirectory(included, depth + 1);
                default -> settings.add(setting);
            }
        }
    }

    private void includeIfThere(Path file, int depth) throws IOException {
        if (Files.exists(file)) {
            include(file, depth);
        }
    }

    private void includeDirectory(Path directory, int depth) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(RepmgrConfFile::isIncluded).sorted().toList();
        }
        for (Path file : files) {
            include(file, depth);
        }
    }

    private static boolean isIncluded(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".conf") && !name.startsWith(".") && !Files.isDirectory(file);
    }

    private static String text(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LONGEST + 1);
            if (content.length > LONGEST) {
                throw new IOException(file + ": has more than " + LONGEST + " bytes, so it is no repmgr.conf");
            }
            return new String(content, StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            throw new NoSuchFileException(file.toString(), null, "the configuration file is not there");
        }
    }
}
