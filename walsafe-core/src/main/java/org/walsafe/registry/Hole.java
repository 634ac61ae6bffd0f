package org.walsafe.registry;

import java.time.Instant;
import org.walsafe.wal.WalFileName;

/**
 * The record that PostgreSQL was allowed to recycle a WAL file that nobody had confirmed.
 *
 * @param file the WAL file
 * @param reason why it was let go, one printable line
 * @param acknowledgedBy who took responsibility beforehand
 * @param at when
 * @since 0.1.0
 */
public record Hole(WalFileName file, String reason, String acknowledgedBy, Instant at) {}
