package org.walsafe.wal;

import java.util.zip.Checksum;

/**
 * The checksum of WAL records up to PostgreSQL 9.4. It is not {@link java.util.zip.CRC32}: it uses that one's table (made for
 * the reversed polynomial {@code 0xEDB88320}), but steps through it as if it had been made for the other direction. PostgreSQL
 * found out late (9.5's {@code pg_crc.h} tells the story), and kept it for old data.
 *
 * <p>A step is still linear, so eight bytes can be taken at once with eight tables.
 */
final class LegacyCrc32 implements Checksum {

    private static final int REVERSED_POLYNOMIAL = 0xEDB88320;

    /** {@code TABLES[k][b]}: what byte {@code b} does to the register when {@code k} more bytes have followed it. */
    private static final int[][] TABLES = tables();

    private int register = -1;

    private static int[][] tables() {
        int[][] tables = new int[8][256];
        for (int b = 0; b < 256; b++) {
            int value = b;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : value >>> 1 ^ REVERSED_POLYNOMIAL;
            }
            tables[0][b] = value;
        }
        for (int k = 1; k < tables.length; k++) {
            for (int b = 0; b < 256; b++) {
                int before = tables[k - 1][b];
                tables[k][b] = tables[0][before >>> 24] ^ before << 8;
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        register = TABLES[0][(register >>> 24 ^ b) & 0xFF] ^ register << 8;
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int[] t0 = TABLES[0];
        int[] t1 = TABLES[1];
        int[] t2 = TABLES[2];
        int[] t3 = TABLES[3];
        int[] t4 = TABLES[4];
        int[] t5 = TABLES[5];
        int[] t6 = TABLES[6];
        int[] t7 = TABLES[7];
        int crc = register;
        int i = offset;
        int end = offset + length;
        for (; i <= end - 8; i += 8) {
            crc = t7[(crc >>> 24 ^ bytes[i]) & 0xFF]
                    ^ t6[(crc >>> 16 ^ bytes[i + 1]) & 0xFF]
                    ^ t5[(crc >>> 8 ^ bytes[i + 2]) & 0xFF]
                    ^ t4[(crc ^ bytes[i + 3]) & 0xFF]
                    ^ t3[bytes[i + 4] & 0xFF]
                    ^ t2[bytes[i + 5] & 0xFF]
                    ^ t1[bytes[i + 6] & 0xFF]
                    ^ t0[bytes[i + 7] & 0xFF];
        }
        for (; i < end; i++) {
            crc = t0[(crc >>> 24 ^ bytes[i]) & 0xFF] ^ crc << 8;
        }
        register = crc;
    }

    @Override
    public long getValue() {
        return ~register & 0xFFFF_FFFFL;
    }

    @Override
    public void reset() {
        register = -1;
    }
}
