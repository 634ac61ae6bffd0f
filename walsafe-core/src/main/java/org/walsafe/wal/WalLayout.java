package org.walsafe.wal;

import java.nio.ByteBuffer;

/** The three ways in which PostgreSQL has laid out pages and records since 9.2. Numbers are little endian. */
enum WalLayout {

    /** 9.2: positions are two 32 bit numbers, the higher first; a continuation's length follows the page header. */
    V9_2(16),

    /** 9.3 and 9.4: positions are 64 bit numbers, a continuation's length is part of the page header. */
    V9_3(24),

    /** 9.5 to 18: the same pages, a shorter record header, and CRC-32C. */
    V9_5(24);

    private final int shortHeaderBytes;

    WalLayout(int shortHeaderBytes) {
        this.shortHeaderBytes = shortHeaderBytes;
    }

    static WalLayout of(PostgresMajor major) {
        if (major == PostgresMajor.V9_2) {
            return V9_2;
        }
        return major.isAtLeast(PostgresMajor.V9_5) ? V9_5 : V9_3;
    }

    /** The length of the header that each page begins with; a segment's first page has 16 bytes more. */
    int shortHeaderBytes() {
        return shortHeaderBytes;
    }

    /** The LSN stored at an offset. */
    long lsnAt(ByteBuffer bytes, int offset) {
        long stored = bytes.getLong(offset);
        return this == V9_2 ? Long.rotateRight(stored, 32) : stored;
    }
}
