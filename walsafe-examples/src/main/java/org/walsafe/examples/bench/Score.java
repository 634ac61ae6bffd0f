package org.walsafe.examples.bench;

import java.util.Optional;

/**
 * What a side came to.
 *
 * @param side the side
 * @param spread how long it took; empty where it was absent
 * @since 0.1.0
 */
public record Score(Side side, Optional<Spread> spread) {}
