package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.Command;
import org.walsafe.host.FileStatus;
import org.walsafe.host.Host;
import org.walsafe.host.HostUnreachableException;

/**
 * Fetches files from the source: many in the output of one {@code cat}, which costs no round trip for each, or one by itself. A
 * file that did not come right with others is fetched by itself, and judged by that. Thread-safe.
 */
final class FileFetcher {

    private static final int BUFFER_BYTES = 1 << 18;

    private final Host host;
    private final BackupCopySource backup;
    private final TimeLimit limit;
    private final CopyTally tally;
    private volatile boolean commandIsMissing;

    FileFetcher(Host host, BackupCopySource backup, TimeLimit limit, CopyTally tally) {
        this.host = host;
        this.backup = backup;
        this.limit = limit;
        this.tally = tally;
    }

    /** Fetches all that are not done yet. */
    void fetch(List<FileCopy> copies) throws IOException {
        List<FileCopy> begun = copies.stream().filter(copy -> !copy.isDone()).toList();
        for (FileCopy copy : begun) {
            goOn(copy);
        }
        List<FileCopy> untouched = begun.stream().filter(copy -> !copy.isDone()).toList();
        if (!commandIsMissing && !untouched.isEmpty()) {
            fetchTogether(untouched);
        }
        for (FileCopy copy : untouched) {
            if (!copy.isDone()) {
                fetchAlone(copy);
            }
        }
    }

    private void fetchTogether(List<FileCopy> copies) throws IOException {
        Command cat = Command.of("xargs", "-0", "cat", "--")
                .within(limit.left())
                .reading(FileNames.of(
                        copies.stream().map(copy -> copy.file().source()).toList()));
        try (ConcatenatedFiles files = new ConcatenatedFiles(copies, tally)) {
            host.run(cat, files);
        } catch (HostUnreachableException e) {
            throw e;
        } catch (IOException e) {
            if (e instanceof java.io.InterruptedIOException) {
                throw e;
            }
            commandIsMissing = copies.stream().noneMatch(FileCopy::isDone);
        }
    }

    /** Goes on with a file that an earlier attempt began; should the whole then be wrong, it is fetched again. */
    private void goOn(FileCopy copy) throws IOException {
        Optional<StagedFile> begun = copy.goOn();
        if (begun.isPresent()) {
            try (StagedFile staged = begun.get()) {
                read(copy, staged);
                copy.endsRight(staged, tally);
            }
        }
    }

    private void fetchAlone(FileCopy copy) throws IOException {
        try (StagedFile staged = copy.begin()) {
            read(copy, staged);
            if (!copy.endsRight(staged, tally)) {
                throw wrong(copy, staged.size());
            }
        }
    }

    private void read(FileCopy copy, StagedFile staged) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream content = host.files().read(copy.file().source(), staged.size())) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                limit.left();
                staged.write(buffer, 0, count);
                tally.received(count);
                if (staged.size() > copy.file().size()) {
                    throw wrong(copy, staged.size());
                }
            }
        }
    }

    private CopyFailedException wrong(FileCopy copy, long size) throws IOException {
        CopiedFile file = copy.file();
        Optional<FileStatus> status = host.files().status(file.source());
        if (status.isEmpty()) {
            return Failures.atSource(
                    backup, new NoSuchFileException(host.name() + ":" + file.source(), null, "it is there no longer"));
        }
        String what = size == copy.expectation().content().size()
                ? "does not have the content that "
                : "has " + size + " bytes, not the "
                        + copy.expectation().content().size() + " that ";
        return Failures.damaged(
                backup,
                file.path(),
                what
                        + switch (copy.expectation().by()) {
                            case MANIFEST -> "its manifest says";
                            case SOURCE_HASH, SECOND_READING -> "it had a moment ago";
                        });
    }
}
