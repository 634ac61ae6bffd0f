package org.walsafe.verify.manifest;

/**
 * A file as a backup manifest lists it.
 *
 * <p>The array is shared, not copied, for there may be millions; do not change it.
 *
 * @param size its length in bytes
 * @param algorithm how it is summed
 * @param checksum its checksum, as the manifest's hexadecimal digits show it
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a list of boxed bytes would take ten times as much
public record ManifestFile(long size, ManifestAlgorithm algorithm, byte[] checksum) {}
