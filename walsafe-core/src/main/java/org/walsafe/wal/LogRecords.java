package org.walsafe.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Recognises the records of resource manager 0, with which PostgreSQL's log tells about itself ({@code pg_control.h}), and
 * reads from two of them which timeline they begin or go on with.
 */
final class LogRecords {

    private static final int RESOURCE_MANAGER = 0;

    /** The upper half of the info byte tells the kind; the lower half belongs to the record format. */
    private static final int KIND_MASK = 0xF0;

    private static final int SHUTDOWN_CHECKPOINT = 0x00;
    private static final int SWITCH = 0x40;
    private static final int END_OF_RECOVERY = 0x90;
    private static final int OVERWRITTEN_CONTINUATION = 0xD0;

    /** Both a checkpoint and an end of recovery have it behind one 64 bit number. */
    private static final int TIMELINE_IN_CONTENT = 8;

    /** 9.5 and newer put a header before a record's content: a kind and a length of one byte or of four. */
    private static final byte SHORT_CONTENT = (byte) 255;

    private static final byte LONG_CONTENT = (byte) 254;

    private static final int LONGEST_CONTENT_HEADER = 5;

    private final WalLayout layout;
    private final PageSequence pages;
    private final byte[] content = new byte[LONGEST_CONTENT_HEADER + TIMELINE_IN_CONTENT + Integer.BYTES];
    private final ByteBuffer contentFields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);

    private boolean collecting;
    private int collected;

    LogRecords(WalLayout layout, PageSequence pages) {
        this.layout = layout;
        this.pages = pages;
    }

    boolean isSwitch(byte[] header) {
        return isOfKind(header, SWITCH);
    }

    boolean isOverwrittenContinuation(byte[] header) {
        return isOfKind(header, OVERWRITTEN_CONTINUATION);
    }

    private boolean isOfKind(byte[] header, int kind) {
        return header[layout.resourceManagerOffset] == RESOURCE_MANAGER
                && (header[layout.infoOffset] & KIND_MASK) == kind;
    }

    /** A record begins. */
    void begin(byte[] header) {
        collecting = isOfKind(header, SHUTDOWN_CHECKPOINT) || isOfKind(header, END_OF_RECOVERY);
        collected = 0;
    }

    /** The next bytes behind its header. */
    void collect(byte[] page, int from, int bytes) {
        if (collecting) {
            int taken = Math.min(bytes, content.length - collected);
            System.arraycopy(page, from, content, collected, taken);
            collected += taken;
        }
    }

    /** The record is whole and its checksum right. */
    void end() {
        if (!collecting) {
            return;
        }
        int contentStart = 0;
        if (layout == WalLayout.V9_5) {
            contentStart = content[0] == SHORT_CONTENT ? 2 : content[0] == LONG_CONTENT ? LONGEST_CONTENT_HEADER : -1;
        }
        int timeline = contentStart + TIMELINE_IN_CONTENT;
        if (contentStart >= 0 && timeline + Integer.BYTES <= collected) {
            pages.nameTimeline(contentFields.getInt(timeline));
        }
    }
}
