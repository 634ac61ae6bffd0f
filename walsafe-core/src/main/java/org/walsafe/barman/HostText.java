package org.walsafe.barman;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;

/** A small text file of the catalogue, read whole. */
record HostText(String source, String text) {

    /**
     * Reads a file.
     *
     * @param maximumBytes how long it may be
     * @return the file, or empty when the host looked and it is not there
     */
    static Optional<HostText> read(Host host, HostPath file, int maximumBytes) throws IOException {
        String source = host.name() + ":" + file;
        byte[] bytes;
        try (InputStream in = host.files().read(file, 0)) {
            bytes = in.readNBytes(maximumBytes + 1);
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
        if (bytes.length > maximumBytes) {
            throw new InvalidBarmanFileException(source, "is longer than " + maximumBytes + " bytes");
        }
        try {
            return Optional.of(new HostText(
                    source,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString()));
        } catch (CharacterCodingException e) {
            throw new InvalidBarmanFileException(source, "is not UTF-8 text", e);
        }
    }
}
