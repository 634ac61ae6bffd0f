package org.walsafe.wal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Recognises the records with which PostgreSQL's log tells about itself ({@code pg_control.h}): reads from two of them which
 * timeline they begin or go on with, and from restore points and commits ({@code xact.h}) when they were made.
 */
final class LogRecords {

    private static final int LOG = 0;
    private static final int TRANSACTIONS = 1;

    /** The upper half of the info byte tells the kind; the lower half belongs to the record format. */
    private static final int KIND_MASK = 0xF0;

    private static final int SHUTDOWN_CHECKPOINT = 0x00;
    private static final int SWITCH = 0x40;
    private static final int RESTORE_POINT = 0x70;
    private static final int END_OF_RECOVERY = 0x90;
    private static final int OVERWRITTEN_CONTINUATION = 0xD0;

    /** Of transactions; 9.5 and newer use the highest bit for something else. */
    private static final int TRANSACTION_MASK_SINCE_9_5 = 0x70;

    private static final int COMMIT = 0x00;
    private static final int COMMIT_PREPARED = 0x30;
    private static final int COMMIT_COMPACT_BEFORE_9_5 = 0x60;

    /** Before 9.5 the identifier of the prepared transaction comes first. */
    private static final int TIME_OF_PREPARED_BEFORE_9_5 = 8;

    /** Both a checkpoint and an end of recovery have it behind one 64 bit number. */
    private static final int TIMELINE_IN_CONTENT = 8;

    private static final int NAME_IN_RESTORE_POINT = 8;
    private static final int NAME_BYTES = 64;

    /** 9.5 and newer put headers before a record's content: where it comes from, and a kind with a length. */
    private static final byte ORIGIN = (byte) 253;

    private static final byte TOP_TRANSACTION = (byte) 252;
    private static final byte SHORT_CONTENT = (byte) 255;
    private static final byte LONG_CONTENT = (byte) 254;
    private static final int LONGEST_HEADERS = 3 + 5 + 5;

    /** Times are microseconds since the beginning of 2000, UTC. */
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    private enum Kind {
        OTHER,
        NAMES_TIMELINE,
        COMMIT,
        COMMIT_BEHIND_IDENTIFIER,
        RESTORE_POINT
    }

    private final WalLayout layout;
    private final PageSequence pages;
    private final RecordSink sink;
    private final byte[] content = new byte[LONGEST_HEADERS + NAME_IN_RESTORE_POINT + NAME_BYTES];
    private final ByteBuffer contentFields = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);

    private Kind kind = Kind.OTHER;
    private int collected;

    LogRecords(WalLayout layout, PageSequence pages, RecordSink sink) {
        this.layout = layout;
        this.pages = pages;
        this.sink = sink;
    }

    boolean isSwitch(RecordHeader header) {
        return isOfKind(header, SWITCH);
    }

    boolean isOverwrittenContinuation(RecordHeader header) {
        return isOfKind(header, OVERWRITTEN_CONTINUATION);
    }

    private boolean isOfKind(RecordHeader header, int wanted) {
        return header.resourceManager() == LOG && (header.info() & KIND_MASK) == wanted;
    }

    /** A record begins. */
    void begin(RecordHeader header) {
        kind = kindOf(header);
        collected = 0;
    }

    private Kind kindOf(RecordHeader header) {
        int info = header.info() & KIND_MASK;
        return switch (header.resourceManager()) {
            case LOG ->
                switch (info) {
                    case SHUTDOWN_CHECKPOINT, END_OF_RECOVERY -> Kind.NAMES_TIMELINE;
                    case RESTORE_POINT -> Kind.RESTORE_POINT;
                    default -> Kind.OTHER;
                };
            case TRANSACTIONS ->
                layout == WalLayout.V9_5 ? commitSince95(info & TRANSACTION_MASK_SINCE_9_5) : commitBefore95(info);
            default -> Kind.OTHER;
        };
    }

    private static Kind commitSince95(int info) {
        return info == COMMIT || info == COMMIT_PREPARED ? Kind.COMMIT : Kind.OTHER;
    }

    private static Kind commitBefore95(int info) {
        return switch (info) {
            case COMMIT, COMMIT_COMPACT_BEFORE_9_5 -> Kind.COMMIT;
            case COMMIT_PREPARED -> Kind.COMMIT_BEHIND_IDENTIFIER;
            default -> Kind.OTHER;
        };
    }

    /** The next bytes behind its header. */
    void collect(byte[] page, int from, int bytes) {
        if (kind != Kind.OTHER) {
            int taken = Math.min(bytes, content.length - collected);
            System.arraycopy(page, from, content, collected, taken);
            collected += taken;
        }
    }

    /** The record, which begins at a position, is whole and its checksum right. */
    void end(long start) {
        if (kind == Kind.OTHER) {
            return;
        }
        int at = contentStart();
        switch (kind) {
            case NAMES_TIMELINE -> nameTimeline(at + TIMELINE_IN_CONTENT);
            case COMMIT -> commit(start, at);
            case COMMIT_BEHIND_IDENTIFIER -> commit(start, at + TIME_OF_PREPARED_BEFORE_9_5);
            case RESTORE_POINT -> restorePoint(start, at);
            case OTHER -> {}
        }
    }

    /** Where the content begins behind its headers; behind everything collected where it has none. */
    private int contentStart() {
        if (layout != WalLayout.V9_5) {
            return 0;
        }
        int at = content[0] == ORIGIN ? 3 : 0;
        at += content[at] == TOP_TRANSACTION ? 5 : 0;
        return content[at] == SHORT_CONTENT ? at + 2 : content[at] == LONG_CONTENT ? at + 5 : collected;
    }

    private void nameTimeline(int at) {
        if (at + Integer.BYTES <= collected) {
            pages.nameTimeline(contentFields.getInt(at));
        }
    }

    private void commit(long start, int at) {
        if (at + Long.BYTES <= collected) {
            sink.mark(new LogMark.Commit(Lsn.of(start), time(at)));
        }
    }

    private void restorePoint(long start, int at) {
        int name = at + NAME_IN_RESTORE_POINT;
        if (name + NAME_BYTES <= collected) {
            int end = name;
            while (end < name + NAME_BYTES && content[end] != 0) {
                end++;
            }
            String text = new String(content, name, end - name, StandardCharsets.UTF_8);
            sink.mark(new LogMark.RestorePoint(Lsn.of(start), time(at), text));
        }
    }

    private Instant time(int at) {
        return EPOCH.plus(contentFields.getLong(at), ChronoUnit.MICROS);
    }
}
