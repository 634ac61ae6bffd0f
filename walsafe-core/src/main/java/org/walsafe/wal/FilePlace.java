package org.walsafe.wal;

/**
 * The file being read and where it lies in the log: turns positions into faults.
 *
 * @param file its name
 * @param start the LSN of its first byte
 */
record FilePlace(WalFileName file, long start) {

    WalFault fault(long lsn, WalFault.Kind kind, String expected, String found) {
        return new WalFault(file, lsn - start, Lsn.of(lsn), kind, expected, found);
    }
}
