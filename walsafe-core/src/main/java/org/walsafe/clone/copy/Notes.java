package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Durable notes of words, which may hold anything but a NUL character: whole, or not there. */
final class Notes {

    private Notes() {}

    static void write(Path file, List<String> words) throws IOException {
        StringBuilder text = new StringBuilder();
        words.forEach(word -> text.append(word).append('\0'));
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer content = StandardCharsets.UTF_8.encode(text.toString());
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        force(file.resolveSibling("."));
    }

    static List<String> read(Path file) throws IOException {
        String text = Files.readString(file);
        return text.isEmpty() ? List.of() : List.of(text.split("\0"));
    }

    /** Waits until a file's content, or a directory's names, are on disk. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
