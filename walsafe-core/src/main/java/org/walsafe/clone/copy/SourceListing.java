package org.walsafe.clone.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.Command;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileMode;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;

/**
 * Lists everything below a directory of the source: by GNU {@code find}, which tells all at once, or by asking for one file
 * after the other where that is not there.
 */
final class SourceListing {

    private static final int LONGEST_LINE = 1 << 16;
    private static final String FORMAT = "%y %s %m %P\\0";

    private final Host host;
    private final TimeLimit limit;

    SourceListing(Host host, TimeLimit limit) {
        this.host = host;
        this.limit = limit;
    }

    /**
     * Lists what is below {@code directory}, itself not.
     *
     * @param directory where to look
     * @param prefix what to put before the paths, ending with a slash or empty
     * @throws NoSuchFileException where the directory is not there
     * @throws IOException where not everything could be listed
     */
    List<SourceEntry> below(HostPath directory, String prefix) throws IOException {
        Optional<List<SourceEntry>> found = find(directory, prefix);
        if (found.isPresent()) {
            return found.get();
        }
        List<SourceEntry> entries = new ArrayList<>();
        walk(directory, prefix, entries);
        return entries;
    }

    /** Empty where the command is not there, does not know the format, or could not look at everything. */
    private Optional<List<SourceEntry>> find(HostPath directory, String prefix) throws IOException {
        Command find = Command.of("find", directory.value(), "-mindepth", "1", "-printf", FORMAT)
                .within(limit.left());
        List<SourceEntry> entries = new ArrayList<>();
        Lines lines = new Lines(line -> entries.add(entry(line, directory, prefix)));
        try {
            boolean complete = host.run(find, lines).succeeded() && lines.isComplete();
            return complete ? Optional.of(entries) : Optional.empty();
        } catch (HostUnreachableException e) {
            throw e;
        } catch (IOException noCommands) {
            return Optional.empty();
        }
    }

    private static SourceEntry entry(String line, HostPath directory, String prefix) throws IOException {
        String[] fields = line.split(" ", 4);
        if (fields.length < 4) {
            throw new IOException("find gave no listing");
        }
        try {
            String path = fields[3];
            return new SourceEntry(
                    prefix + path,
                    HostPath.of(directory.value() + '/' + path),
                    kind(fields[0]),
                    Long.parseLong(fields[1]),
                    new FileMode(Integer.parseInt(fields[2], 8)));
        } catch (IllegalArgumentException e) {
            throw new IOException("find gave no listing: " + e.getMessage(), e);
        }
    }

    private static FileKind kind(String letter) {
        return switch (letter) {
            case "f" -> FileKind.REGULAR;
            case "d" -> FileKind.DIRECTORY;
            case "l" -> FileKind.SYMBOLIC_LINK;
            default -> FileKind.OTHER;
        };
    }

    private void walk(HostPath directory, String prefix, List<SourceEntry> entries) throws IOException {
        List<String> names = new ArrayList<>();
        host.files().list(directory, name -> {
            names.add(name);
            return DirectoryVisitor.Next.CONTINUE;
        });
        for (String name : names) {
            HostPath child = directory.child(name);
            FileStatus status = host.files()
                    .status(child)
                    .orElseThrow(
                            () -> new NoSuchFileException(host.name() + ":" + child, null, "it was there just now"));
            entries.add(new SourceEntry(prefix + name, child, status.kind(), status.size(), status.mode()));
            if (status.kind() == FileKind.DIRECTORY) {
                walk(child, prefix + name + "/", entries);
            }
        }
    }

    /** Takes a line. */
    @FunctionalInterface
    private interface LineTaker {
        void take(String line) throws IOException;
    }

    /** Cuts output at NUL characters. */
    private static final class Lines extends OutputStream {

        private final LineTaker taker;
        private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

        Lines(LineTaker taker) {
            this.taker = taker;
        }

        @Override
        public void write(int value) throws IOException {
            if (value == 0) {
                taker.take(decoded(line.toByteArray()));
                line.reset();
            } else if (line.size() == LONGEST_LINE) {
                throw new IOException("find gave a line of more than " + LONGEST_LINE + " bytes");
            } else {
                line.write(value);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int i = offset; i < offset + length; i++) {
                write(bytes[i]);
            }
        }

        boolean isComplete() {
            return line.size() == 0;
        }

        private static String decoded(byte[] bytes) throws CharacterCodingException {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        }
    }
}
