package org.walsafe.host;

/**
 * A small file to be published.
 *
 * @param name its final name, a single path step
 * @param content its content; not copied, so it must not change
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent")
public record NewFile(String name, byte[] content) {}
