package org.walsafe.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
import org.walsafe.host.NewFile;
import org.walsafe.host.PublishMode;
import org.walsafe.host.PublishOutcome;

/**
 * A host whose connection can be cut, for tests. Until told otherwise it is the host beneath.
 *
 * <p>A cut connection also ends a file that is being published: its content fails at the next operation count. Thread-safe
 * when the host beneath is.
 *
 * @since 0.1.0
 */
public final class FaultyHost implements Host {

    private final Host host;
    private final Countdown countdown = new Countdown();

    /**
     * A host without faults as yet.
     *
     * @param host the host beneath, closed with this one
     */
    public FaultyHost(Host host) {
        this.host = host;
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
        return host.run(command, stdout);
    }

    @Override
    public HostFiles files() {
        return new FaultyFiles(host.files());
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

        private void pass(HostPath path) throws IOException {
            countdown.pass(name() + ':' + path);
        }

        @Override
        public HostPath resolve(String text) throws IOException {
            countdown.pass(name());
            return files.resolve(text);
        }

        @Override
        public Optional<FileStatus> status(HostPath path) throws IOException {
            pass(path);
            return files.status(path);
        }

        @Override
        public void list(HostPath directory, DirectoryVisitor visitor) throws IOException {
            pass(directory);
            files.list(directory, visitor);
        }

        @Override
        public InputStream read(HostPath file, long offset) throws IOException {
            pass(file);
            return files.read(file, offset);
        }

        @Override
        public void createDirectory(HostPath directory, FileMode mode) throws IOException {
            pass(directory);
            files.createDirectory(directory, mode);
        }

        @Override
        public PublishOutcome publish(HostPath file, ContentWriter content, PublishMode mode) throws IOException {
            pass(file);
            return files.publish(
                    file,
                    out -> {
                        content.writeTo(out);
                        pass(file);
                    },
                    mode);
        }

        @Override
        public List<PublishOutcome> publishAll(HostPath directory, List<NewFile> newFiles, PublishMode mode)
                throws IOException {
            List<PublishOutcome> outcomes = new java.util.ArrayList<>();
            for (NewFile file : newFiles) {
                outcomes.add(publish(directory.child(file.name()), out -> out.write(file.content()), mode));
            }
            return outcomes;
        }

        @Override
        public boolean delete(HostPath file) throws IOException {
            pass(file);
            return files.delete(file);
        }
    }
}
