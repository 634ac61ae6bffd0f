package org.walsafe.jdbc.receive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A directory whose files get their final names only when their content is on disk. */
record DurableDirectory(Path path) {

    private static final String TEMPORARY_PREFIX = ".walsafe-";

    /** Where a file grows that will be {@link #publish published}. */
    Path temporary(String name) {
        return path.resolve(TEMPORARY_PREFIX + name);
    }

    /** Writes a small file, unless it is there. */
    void write(String name, byte[] content) throws IOException {
        Path temporary = temporary(name);
        try (FileChannel file = FileChannel.open(
                temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
            file.force(true);
        }
        publish(temporary, name);
    }

    /** Gives a flushed file its final name, durably. Only one receiver works here, so nobody takes it in between. */
    void publish(Path flushed, String name) throws IOException {
        Path target = path.resolve(name);
        if (Files.exists(target)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(flushed, target, StandardCopyOption.ATOMIC_MOVE);
        flush();
    }

    void flush() throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
