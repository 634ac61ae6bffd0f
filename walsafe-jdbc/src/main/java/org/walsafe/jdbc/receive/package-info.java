/**
 * WAL received over PostgreSQL's streaming protocol into a directory, as {@code pg_receivewal} does, and confirmed in a
 * registry: for embedders who archive without Barman, and for the command line. PostgreSQL 9.3 to 18.
 */
@NullMarked
package org.walsafe.jdbc.receive;

import org.jspecify.annotations.NullMarked;
