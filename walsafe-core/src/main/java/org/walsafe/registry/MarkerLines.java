package org.walsafe.registry;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.WalFileName;

/**
 * The lines of a marker: printable ASCII, {@code key=value}, each ended by a line feed, the first one naming the version
 * and none repeated; {@link MarkerFormat} says why the second one numbers them.
 *
 * <p>Reading is plain loops, because the gate reads a marker in a JVM that lives for one file.
 */
final class MarkerLines {

    private static final String VERSION_KEY = "walsafe";
    private static final String VERSION = "1";
    private static final String LINES_KEY = "lines";
    private static final String FILE_KEY = "file";

    private MarkerLines() {}

    /**
     * The keys and values, without those of the version, the number of lines and the file.
     *
     * @throws InvalidMarkerException when the content is not that of a marker of {@code file}
     */
    static Map<String, String> read(WalFileName file, MarkerContent content) throws InvalidMarkerException {
        Map<String, String> values = split(new String(content.bytes(), StandardCharsets.ISO_8859_1));
        int lines = 1 + values.size();
        String numbered = values.remove(LINES_KEY);
        if (numbered != null && !numbered.equals(String.valueOf(lines))) {
            throw new InvalidMarkerException(
                    "it is torn: it has " + lines + " lines, and says " + PrintableText.quoted(numbered));
        }
        String named = values.remove(FILE_KEY);
        if (named == null) {
            throw new InvalidMarkerException("it does not name its file");
        }
        if (!named.equals(file.text())) {
            throw new InvalidMarkerException("it is the marker of another file, " + PrintableText.quoted(named));
        }
        return values;
    }

    private static Map<String, String> split(String text) throws InvalidMarkerException {
        Map<String, String> values = new LinkedHashMap<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                throw new InvalidMarkerException("its last line is torn: no line feed ends it");
            }
            String line = text.substring(start, end);
            requirePrintable(line);
            int equals = line.indexOf('=');
            if (equals <= 0) {
                throw new InvalidMarkerException("a line is not key=value: " + PrintableText.quoted(line));
            }
            String key = line.substring(0, equals);
            String value = line.substring(equals + 1);
            if (start == 0) {
                requireVersion(key, value);
            } else if (values.put(key, value) != null || key.equals(VERSION_KEY)) {
                throw new InvalidMarkerException("the key " + PrintableText.quoted(key) + " appears twice");
            }
            start = end + 1;
        }
        return values;
    }

    private static void requirePrintable(String line) throws InvalidMarkerException {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) < ' ' || line.charAt(i) > '~') {
                throw new InvalidMarkerException("it holds bytes that are not printable ASCII");
            }
        }
    }

    private static void requireVersion(String key, String value) throws InvalidMarkerException {
        if (!key.equals(VERSION_KEY)) {
            throw new InvalidMarkerException("its first line is not " + VERSION_KEY + '=' + VERSION);
        }
        if (!value.equals(VERSION)) {
            throw new InvalidMarkerException(
                    "its version is " + PrintableText.quoted(value) + ", and only version " + VERSION + " is known");
        }
    }

    /** Collects the lines of a marker of {@code file}. */
    static Writer write(WalFileName file) {
        return new Writer().line(FILE_KEY, file.text());
    }

    /** Puts a marker together, line by line. */
    static final class Writer {

        private final StringBuilder text = new StringBuilder();
        private final Set<String> keys = new HashSet<>(Set.of(VERSION_KEY, LINES_KEY));

        /**
         * Adds a line, unless {@code value} is absent.
         *
         * @throws IllegalArgumentException when key or value cannot stand in a marker, or the key is there already
         */
        Writer line(String key, @Nullable Object value) {
            if (value != null) {
                if (key.isEmpty() || key.indexOf('=') >= 0 || !keys.add(key)) {
                    throw new IllegalArgumentException("not a key, or one that is taken: " + PrintableText.quoted(key));
                }
                text.append(printable("a key", key))
                        .append('=')
                        .append(printable(key, value.toString()))
                        .append('\n');
            }
            return this;
        }

        /**
         * The marker's content.
         *
         * @throws IllegalArgumentException when it is too large for a marker
         */
        MarkerContent content() {
            String head = VERSION_KEY + '=' + VERSION + '\n' + LINES_KEY + '=' + keys.size() + '\n';
            return MarkerContent.of(head.concat(text.toString()).getBytes(StandardCharsets.US_ASCII));
        }

        private static String printable(String key, String value) {
            for (int i = 0; i < value.length(); i++) {
                if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                    throw new IllegalArgumentException(
                            key + " must be printable ASCII on one line, is " + PrintableText.quoted(value));
                }
            }
            return value;
        }
    }
}
