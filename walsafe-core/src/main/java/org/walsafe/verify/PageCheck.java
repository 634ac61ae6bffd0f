package org.walsafe.verify;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.Lsn;

/**
 * Checks the pages of one file as its bytes come in. For one thread.
 *
 * <p>A page that was written after the backup began is passed over: WAL holds it whole, and recovery puts it right.
 */
final class PageCheck {

    private static final int CHECKSUM = 8;
    private static final int UPPER = 14;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private final PageChecksum checksum;
    private final Lsn replayedFrom;
    private final byte[] page;
    private final long firstNumber;
    private int filled;
    private long pages;
    private long wrong;
    private Optional<String> firstWrong = Optional.empty();

    /**
     * How a cluster cuts its data.
     *
     * @param bytes the size of a page
     * @param perFile how many pages a file has at most
     */
    record PageForm(int bytes, int perFile) {

        /** As nearly everybody builds PostgreSQL. */
        static final PageForm USUAL = new PageForm(8192, 131_072);

        static PageForm of(ControlFile control) {
            return new PageForm(control.blockSize(), control.blocksPerFile());
        }
    }

    PageCheck(RelationFile file, PageForm form, Lsn replayedFrom) {
        this.page = new byte[form.bytes()];
        this.checksum = new PageChecksum(form.bytes());
        this.replayedFrom = replayedFrom;
        this.firstNumber = file.part() * form.perFile();
    }

    void take(byte[] content, int offset, int length) {
        int taken = 0;
        while (taken < length) {
            int part = Math.min(length - taken, page.length - filled);
            System.arraycopy(content, offset + taken, page, filled, part);
            filled += part;
            taken += part;
            if (filled == page.length) {
                checkPage();
                filled = 0;
            }
        }
    }

    private void checkPage() {
        long number = firstNumber + pages;
        pages++;
        boolean unused = (short) SHORTS.get(page, UPPER) == 0;
        if (unused) {
            return;
        }
        int stored = (short) SHORTS.get(page, CHECKSUM) & 0xFFFF;
        Lsn written = Lsn.of(
                (long) (int) INTS.get(page, 0) << 32 | Integer.toUnsignedLong((int) INTS.get(page, Integer.BYTES)));
        if (written.compareTo(replayedFrom) >= 0) {
            return;
        }
        int computed = checksum.of(page, number);
        if (stored != computed) {
            wrong++;
            firstWrong = firstWrong.or(() -> Optional.of(String.format(
                    "page %d (LSN %s) does not match its checksum: it says %04X, and its content gives %04X",
                    number, written, stored, computed)));
        }
    }

    long pages() {
        return pages;
    }

    /** What is wrong with the file; empty where nothing is. */
    Optional<String> finish() {
        if (filled > 0) {
            return Optional.of("its last page is cut off: it ends " + filled + " bytes behind page " + pages);
        }
        return wrong > 1 ? firstWrong.map(first -> first + "; and so it is with " + (wrong - 1) + " more") : firstWrong;
    }
}
