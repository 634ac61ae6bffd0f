package org.walsafe.tck;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.ContentWriter;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileMode;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;

/**
 * A host on which things go wrong, for tests: its connection can be cut after some operations, and {@link Faults} can befall
 * each of them. Until told otherwise it is the host beneath. For a machine that dies, with what it had not flushed, there is
 * {@link SimulatedHost}.
 *
 * <p>A cut connection also ends a file that is being published: its content fails at the next operation count. A {@link
 * PowerCut} of the machine beneath is, from here, an unreachable host. Thread-safe when the host beneath and the faults are.
 *
 * @since 0.1.0
 */
public final class FaultyHost implements Host {

    /** What befalls an operation. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** It does not reach the host. */
        UNREACHABLE,
        /** It is carried out, but nobody hears of it. */
        REPLY_LOST,
        /** What is published meets a full disk, halfway. */
        NO_SPACE,
        /** What is read comes byte by byte. */
        SHORT_READS
    }

    /** Decides what befalls each operation; a delay is what it takes to decide. */
    @FunctionalInterface
    public interface Faults {

        /**
         * An operation begins.
         *
         * @param operation which, for messages
         * @return what befalls it
         */
        Fault next(String operation);
    }

    private final Host host;
    private final Faults faults;
    private final Countdown countdown = new Countdown();

    /**
     * A host without faults as yet.
     *
     * @param host the host beneath, closed with this one
     */
    public FaultyHost(Host host) {
        this(host, operation -> Fault.NONE);
    }

    /**
     * A host with faults.
     *
     * @param host the host beneath, closed with this one
     * @param faults befall its operations
     */
    public FaultyHost(Host host, Faults faults) {
        this.host = host;
        this.faults = faults;
    }

    /**
     * From now on, some operations succeed and all later ones fail: {@link Long#MAX_VALUE} ends the fault.
     *
     * @param operations how many succeed; publishing a file is two, beginning it and completing it
     */
    public void failAfter(long operations) {
        countdown.failAfter(operations);
    }

    @Override
    public String name() {
        return host.name();
    }

    @Override
    public CommandResult run(Command command, OutputStream stdout) throws IOException {
        countdown.pass(name());
        return call(name(), fault -> host.run(command, stdout));
    }

    @Override
    public HostFiles files() {
        return new FaultyFiles(host.files());
    }

    /** An operation of the host beneath, which may have its own way with a fault. */
    @FunctionalInterface
    private interface Operation<T> {
        T under(Fault fault) throws IOException;
    }

    private <T> T call(String place, Operation<T> operation) throws IOException {
        Fault fault = faults.next(place);
        if (fault == Fault.UNREACHABLE) {
            throw new HostUnreachableException("the connection to " + place + " is down");
        }
        T result;
        try {
            result = operation.under(fault);
        } catch (PowerCut e) {
            throw new HostUnreachableException("the machine of " + place + " is down", e);
        }
        if (fault == Fault.REPLY_LOST) {
            throw new HostUnreachableException("the connection to " + place + " was lost");
        }
        return result;
    }

    @Override
    public void close() {
        host.close();
    }

    private final class FaultyFiles implements HostFiles {

        private final HostFiles files;

        FaultyFiles(HostFiles files) {
            this.files = files;
        }

        private <T> T at(HostPath path, Operation<T> operation) throws IOException {
            String place = name() + ':' + path;
            countdown.pass(place);
            return call(place, operation);
        }

        @Override
        public HostPath resolve(String text) throws IOException {
            countdown.pass(name());
            return call(name(), fault -> files.resolve(text));
        }

        @Override
        public Optional<FileStatus> status(HostPath path) throws IOException {
            return at(path, fault -> files.status(path));
        }

        @Override
        public void list(HostPath directory, DirectoryVisitor visitor) throws IOException {
            at(directory, fault -> {
                files.list(directory, visitor);
                return Fault.NONE;
            });
        }

        @Override
        public InputStream read(HostPath file, long offset) throws IOException {
            return at(file, fault -> {
                InputStream in = files.read(file, offset);
                return fault == Fault.SHORT_READS ? new ByteByByte(in) : in;
            });
        }

        @Override
        public void createDirectory(HostPath directory, FileMode mode) throws IOException {
            at(directory, fault -> {
                files.createDirectory(directory, mode);
                return Fault.NONE;
            });
        }

        @Override
        public PublishOutcome publish(HostPath file, ContentWriter content, PublishMode mode) throws IOException {
            return at(
                    file,
                    fault -> files.publish(
                            file,
                            out -> {
                                content.writeTo(out);
                                countdown.pass(name() + ':' + file);
                                if (fault == Fault.NO_SPACE) {
                                    throw new IOException(name() + ':' + file + ": No space left on device");
                                }
                            },
                            mode));
        }

        @Override
        public List<PublishOutcome> publishAll(HostPath directory, List<NewFile> newFiles, PublishMode mode)
                throws IOException {
            List<PublishOutcome> outcomes = new ArrayList<>();
            for (NewFile file : newFiles) {
                outcomes.add(publish(directory.child(file.name()), out -> out.write(file.content()), mode));
            }
            return outcomes;
        }

        @Override
        public boolean delete(HostPath file) throws IOException {
            return at(file, fault -> files.delete(file));
        }
    }

    /** Gives one byte at a time, as a stream may. */
    private static final class ByteByByte extends FilterInputStream {

        ByteByByte(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            return super.read(into, offset, Math.min(1, length));
        }
    }
}
