/**
 * WalSafe over SQL: registries in a database, and a PostgreSQL server looked at through its own eyes. For embedders and
 * command lines that may connect to a database and nothing else. Callers bring the {@link javax.sql.DataSource}, or a URL.
 */
@NullMarked
package org.walsafe.jdbc;

import org.jspecify.annotations.NullMarked;
