package org.walsafe.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A text that this module brings along: SQL, or a shell script. */
final class BundledText {

    private BundledText() {}

    static String of(String name) {
        try (InputStream in = Objects.requireNonNull(BundledText.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
