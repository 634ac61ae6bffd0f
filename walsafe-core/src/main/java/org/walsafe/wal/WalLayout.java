package org.walsafe.wal;

import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * The three ways in which PostgreSQL has laid out pages and records since 9.2. Numbers are little endian; a record begins
 * with this header, offsets in bytes:
 *
 * <pre>
 *                     9.2            9.3, 9.4       9.5 to 18
 * whole length        16  (u32)       0  (u32)       0  (u32)
 * info, rmgr          24, 25          12, 13         16, 17
 * previous record      4  (2 u32)    16  (u64)       8  (u64)
 * checksum             0  (u32)      24  (u32)      20  (u32)
 * checksum covers      4 to 32        0 to 24        0 to 20   of the header, after all bytes behind the header
 * header's length     32             32             24
 * </pre>
 */
enum WalLayout {

    /** 9.2: positions are two 32 bit numbers, the higher first; a continuation's length follows the page header. */
    V9_2(16, 32, 16, 24, 25, 4, 0, 4, 32),

    /** 9.3 and 9.4: positions are 64 bit numbers, a continuation's length is part of the page header. */
    V9_3(24, 32, 0, 12, 13, 16, 24, 0, 24),

    /** 9.5 to 18: the same pages, a shorter record header, and CRC-32C. */
    V9_5(24, 24, 0, 16, 17, 8, 20, 0, 20);

    /** The length of the header that each page begins with; a segment's first page has 16 bytes more. */
    final int shortPageHeaderBytes;

    /** The record header's own length, and where its parts are in it. */
    final int recordHeaderBytes;

    final int lengthOffset;
    final int infoOffset;
    final int resourceManagerOffset;
    final int previousOffset;
    final int checksumOffset;

    /** The part of the record header that the checksum covers, after everything behind the header. */
    final int coveredFrom;

    final int coveredTo;

    WalLayout(
            int shortPageHeaderBytes,
            int recordHeaderBytes,
            int lengthOffset,
            int infoOffset,
            int resourceManagerOffset,
            int previousOffset,
            int checksumOffset,
            int coveredFrom,
            int coveredTo) {
        this.shortPageHeaderBytes = shortPageHeaderBytes;
        this.recordHeaderBytes = recordHeaderBytes;
        this.lengthOffset = lengthOffset;
        this.infoOffset = infoOffset;
        this.resourceManagerOffset = resourceManagerOffset;
        this.previousOffset = previousOffset;
        this.checksumOffset = checksumOffset;
        this.coveredFrom = coveredFrom;
        this.coveredTo = coveredTo;
    }

    static WalLayout of(PostgresMajor major) {
        if (major == PostgresMajor.V9_2) {
            return V9_2;
        }
        return major.isAtLeast(PostgresMajor.V9_5) ? V9_5 : V9_3;
    }

    /** Where fewer bytes than this are left in a page, the next record begins in the next page. */
    int roomForARecord() {
        return this == V9_2 ? recordHeaderBytes : 1;
    }

    /** The LSN that a stored number stands for. */
    long lsn(long stored) {
        return this == V9_2 ? Long.rotateRight(stored, 32) : stored;
    }

    /** A new checksum of the kind that its records carry. */
    Checksum newChecksum() {
        return this == V9_5 ? new CRC32C() : new LegacyCrc32();
    }
}
