package org.walsafe.registry;

/**
 * A marker to be put.
 *
 * @param key which
 * @param content what it says
 * @since 0.1.0
 */
public record NewMarker(MarkerKey key, MarkerContent content) {}
