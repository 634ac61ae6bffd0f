/**
 * A PostgreSQL server, looked at over SQL: for embedders and command lines that may connect to the database and nothing
 * else. Callers bring the {@link javax.sql.DataSource}.
 */
@NullMarked
package org.walsafe.jdbc;

import org.jspecify.annotations.NullMarked;
