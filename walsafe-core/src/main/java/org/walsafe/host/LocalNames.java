package org.walsafe.host;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Names of this machine's files that Java's own text cannot hold: Java decodes the bytes of a name in the locale's encoding,
 * and what that does not have is lost. Only as URIs can paths be taken apart and made byte by byte.
 */
final class LocalNames {

    private static final char LOST = 0xFFFD;

    private LocalNames() {}

    /** The name of an entry as {@link FileNameText} has it. */
    static String of(Path entry) {
        String name = String.valueOf(entry.getFileName());
        return name.indexOf(LOST) < 0 ? name : decoded(entry.toUri().getRawPath());
    }

    private static String decoded(String rawPath) {
        int end = rawPath.endsWith("/") ? rawPath.length() - 1 : rawPath.length();
        String step = rawPath.substring(rawPath.lastIndexOf('/', end - 1) + 1, end);
        byte[] bytes = new byte[step.length()];
        int count = 0;
        for (int i = 0; i < step.length(); i++) {
            if (step.charAt(i) == '%') {
                bytes[count++] = (byte) Integer.parseInt(step.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                bytes[count++] = (byte) step.charAt(i);
            }
        }
        return FileNameText.of(Arrays.copyOf(bytes, count));
    }

    /** A path whose text may hold bytes that are not UTF-8. */
    static Path path(String text) {
        StringBuilder uri = new StringBuilder("file://");
        for (byte b : FileNameText.bytes(text)) {
            if (b == '/') {
                uri.append('/');
            } else {
                uri.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
            }
        }
        return Path.of(URI.create(uri.toString()));
    }
}
