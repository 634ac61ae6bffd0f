package org.walsafe.wal;

/** Is told of each record that was found whole. */
@FunctionalInterface
interface RecordSink {

    /** For readers that only want to know whether there is a fault. */
    RecordSink NONE = (start, header, checksum) -> {};

    /**
     * Takes a record: the LSN of its first byte, its header, which is only valid during the call, and its checksum. Of a
     * record that began before the first page read there is no header, and the checksum is that of its known bytes.
     */
    void record(long start, byte[] header, int checksum);

    /** Takes a mark, before the record that makes it. */
    default void mark(LogMark mark) {}
}
