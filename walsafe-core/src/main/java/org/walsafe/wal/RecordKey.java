package org.walsafe.wal;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A record as far as it is compared with another.
 *
 * @param start the LSN of its first byte
 * @param header its header, empty where it began before the first page read
 * @param checksum of its content
 */
record RecordKey(long start, ByteBuffer header, int checksum) {

    /** Takes the records of one segment, in their order. */
    static RecordSink addingTo(List<RecordKey> records) {
        return new RecordSink() {
            @Override
            public void record(long start, RecordHeader header, int checksum) {
                records.add(new RecordKey(start, ByteBuffer.wrap(header.toBytes()), checksum));
            }

            @Override
            public void headlessRecord(long start, int checksum) {
                records.add(new RecordKey(start, ByteBuffer.allocate(0), checksum));
            }
        };
    }
}
