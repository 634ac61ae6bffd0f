package org.walsafe.wal;

/** Is told of each record that was found whole. */
interface RecordSink {

    /** For readers that only want to know whether there is a fault. */
    RecordSink NONE = new RecordSink() {};

    /** Takes a record: the LSN of its first byte, its header, which is only valid during the call, and its checksum. */
    default void record(long start, RecordHeader header, int checksum) {}

    /** Takes a record that began before the first page read, and the checksum of its known bytes. */
    default void headlessRecord(long start, int checksum) {}

    /** Takes a mark, before the record that makes it. */
    default void mark(LogMark mark) {}
}
