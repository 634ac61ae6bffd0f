/**
 * PostgreSQL's write-ahead log as values: names, positions, timelines, headers, and the reading of pages and records.
 *
 * <p>For everybody who embeds WalSafe, and for every other package of it. Nothing here opens a file, a socket or a
 * process: names are parsed from text, contents from bytes or streams that the caller has opened. Formats are those of
 * PostgreSQL 9.2 to 18 on little-endian machines.
 */
@NullMarked
package org.walsafe.wal;

import org.jspecify.annotations.NullMarked;
