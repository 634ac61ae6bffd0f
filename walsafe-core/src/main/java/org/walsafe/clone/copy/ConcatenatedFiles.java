package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the content of many files, one behind the other, by their sizes. A file that was not as long as it should be moves the cut
 * for all that follow, whose checksums then say so. For one thread.
 */
final class ConcatenatedFiles extends OutputStream {

    private final Iterator<FileCopy> files;
    private final CopyTally tally;
    private @Nullable FileCopy current;
    private @Nullable StagedFile staged;

    ConcatenatedFiles(List<FileCopy> files, CopyTally tally) {
        this.files = files.iterator();
        this.tally = tally;
        beginNext();
    }

    /** Begins the next file; those without content are complete at once. */
    private void beginNext() {
        while (current == null && files.hasNext()) {
            current = files.next();
            staged = current.begin();
            endIfComplete();
        }
    }

    private void endIfComplete() {
        if (current != null && staged != null && staged.size() == current.file().size()) {
            current.endsRight(staged, tally);
            current = null;
            staged = null;
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        while (position < offset + length) {
            if (current == null || staged == null) {
                throw new IOException("there is more content than the files have");
            }
            int part = (int) Math.min(offset + length - position, current.file().size() - staged.size());
            staged.write(bytes, position, part);
            position += part;
            endIfComplete();
            beginNext();
        }
        tally.received(length);
    }

    /** Leaves a file that is not complete as it is. */
    @Override
    public void close() {
        if (staged != null) {
            staged.close();
        }
    }
}
