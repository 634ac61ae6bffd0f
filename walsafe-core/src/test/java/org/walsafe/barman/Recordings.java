package org.walsafe.barman;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What real Barmans wrote and said. */
final class Recordings {

    private Recordings() {}

    static String text(String version, String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("/barman/" + version + "/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
