/**
 * How one connects to a PostgreSQL server, as its C programs are told: the connection strings of libpq.
 *
 * <p>For those who read {@code primary_conninfo}, Barman's {@code conninfo} or repmgr's, and for those who write one.
 */
@NullMarked
package org.walsafe.connection;

import org.jspecify.annotations.NullMarked;
