package org.walsafe.tck;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.ContentWriter;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileMode;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;

/**
 * A host whose files are on a {@link SimulatedDisk}. It publishes in the steps that {@link HostFiles} promises, so that every
 * one of them can be the last. Of commands it knows {@code sync}.
 *
 * <p>Not thread-safe.
 *
 * @since 0.1.0
 */
public final class SimulatedHost implements Host {

    /** Which of the promised steps it takes: those who leave one out are there to be found out. */
    public enum Care {
        /** All of them. */
        FULL,
        /** The content is not flushed before it gets its name. */
        CONTENT_UNFLUSHED,
        /** The directory is not flushed after a name was given or taken away. */
        NAMES_UNFLUSHED,
        /** The file is written under its final name. */
        NO_TEMPORARY_NAME
    }

    private final String name;
    private final SimulatedDisk disk;
    private final RandomGenerator random;
    private final Care care;
    private final Files files = new Files();
    private boolean closed;

    /**
     * A host that takes all the steps.
     *
     * @param name its name
     * @param disk its disk
     * @param random makes temporary names differ
     */
    public SimulatedHost(String name, SimulatedDisk disk, RandomGenerator random) {
        this(name, disk, random, Care.FULL);
    }

    /**
     * A host.
     *
     * @param name its name
     * @param disk its disk
     * @param random makes temporary names differ
     * @param care which steps it takes
     */
    public SimulatedHost(String name, SimulatedDisk disk, RandomGenerator random, Care care) {
        this.name = name;
        this.disk = disk;
        this.random = random;
        this.care = care;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CommandResult run(Command command, OutputStream stdout) {
        checkOpen();
        List<String> words = command.words();
        if (!words.get(0).equals("sync")) {
            return new CommandResult(new CommandEnding.Exited(127), words.get(0) + ": not found");
        }
        try {
            for (String path : words.subList(2, words.size())) {
                disk.flush(HostPath.of(path));
            }
            return new CommandResult(new CommandEnding.Exited(0), "");
        } catch (IOException e) {
            return new CommandResult(new CommandEnding.Exited(1), "sync: " + e.getMessage());
        }
    }

    @Override
    public HostFiles files() {
        checkOpen();
        return files;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the host " + name + " was closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Files implements HostFiles {

        @Override
        public HostPath resolve(String text) {
            checkOpen();
            return HostPath.of(text.startsWith("~/") ? "/home" + text.substring(1) : text);
        }

        @Override
        public Optional<FileStatus> status(HostPath path) {
            checkOpen();
            return disk.status(path);
        }

        @Override
        public void list(HostPath directory, DirectoryVisitor visitor) throws IOException {
            checkOpen();
            for (String entry : disk.list(directory)) {
                if (visitor.visit(entry) == DirectoryVisitor.Next.STOP) {
                    return;
                }
            }
        }

        @Override
        public InputStream read(HostPath file, long offset) throws IOException {
            checkOpen();
            if (offset < 0) {
                throw new IllegalArgumentException("offset must be >= 0, is " + offset);
            }
            return disk.read(file).open(offset);
        }

        @Override
        public void createDirectory(HostPath directory, FileMode mode) throws IOException {
            checkOpen();
            disk.makeDirectory(directory, mode);
        }

        @Override
        public PublishOutcome publish(HostPath file, ContentWriter content, PublishMode mode) throws IOException {
            checkOpen();
            PublishOutcome outcome = place(file, content, mode);
            flushNames(file.parent());
            return outcome;
        }

        @Override
        public List<PublishOutcome> publishAll(HostPath directory, List<NewFile> newFiles, PublishMode mode)
                throws IOException {
            checkOpen();
            List<PublishOutcome> outcomes = new ArrayList<>();
            for (NewFile file : newFiles) {
                outcomes.add(place(directory.child(file.name()), out -> out.write(file.content()), mode));
            }
            flushNames(directory);
            return outcomes;
        }

        private PublishOutcome place(HostPath file, ContentWriter content, PublishMode mode) throws IOException {
            if (mode == PublishMode.IF_ABSENT && disk.status(file).isPresent()) {
                return PublishOutcome.NAME_TAKEN;
            }
            boolean hasTemporary = care != Care.NO_TEMPORARY_NAME;
            HostPath written =
                    hasTemporary ? file.parent().child(TEMPORARY_PREFIX + Long.toHexString(random.nextLong())) : file;
            disk.create(written, FileMode.PRIVATE_FILE);
            try {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                content.writeTo(bytes);
                disk.write(written, bytes.toByteArray());
                if (care != Care.CONTENT_UNFLUSHED) {
                    disk.flush(written);
                }
                if (hasTemporary && mode == PublishMode.IF_ABSENT) {
                    disk.link(written, file);
                } else if (hasTemporary) {
                    disk.rename(written, file);
                }
            } catch (IOException | RuntimeException e) {
                disk.unlink(written);
                throw e;
            }
            if (hasTemporary && mode == PublishMode.IF_ABSENT) {
                disk.unlink(written);
            }
            return PublishOutcome.PUBLISHED;
        }

        @Override
        public boolean delete(HostPath file) throws IOException {
            checkOpen();
            Optional<FileStatus> status = disk.status(file);
            if (status.isEmpty()) {
                return false;
            }
            if (status.get().kind() == FileKind.DIRECTORY) {
                throw new IOException(name + ':' + file + " cannot be deleted: it is a directory");
            }
            disk.unlink(file);
            flushNames(file.parent());
            return true;
        }

        private void flushNames(HostPath directory) throws IOException {
            if (care != Care.NAMES_UNFLUSHED) {
                disk.flush(directory);
            }
        }
    }
}
