package org.walsafe.wal;

import java.nio.ByteBuffer;

/**
 * A record as far as it is compared with another.
 *
 * @param start the LSN of its first byte
 * @param header its header, empty where it began before the first page read
 * @param checksum of its content
 */
record RecordKey(long start, ByteBuffer header, int checksum) {}
