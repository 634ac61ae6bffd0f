package org.walsafe.restore;

import org.walsafe.codec.WalCodec;

/**
 * Which segments are read record by record before they are delivered. The name, the cluster and the length are always checked.
 *
 * @since 0.1.0
 */
public enum RecordChecks {
    /**
     * Those stored with lz4 or zstd: as Barman writes these, they carry no checksum of their own, and a changed byte decodes to
     * another changed byte.
     */
    UNPROTECTED,
    /** All. */
    ALL;

    boolean applyTo(WalCodec codec) {
        return this == ALL || codec == WalCodec.LZ4 || codec == WalCodec.ZSTD;
    }
}
