/**
 * Real PostgreSQL servers, 9.3.5 to 18, from Maven Central's jars: for the demo and for tests.
 *
 * <p>Begin at {@link org.walsafe.examples.postgres.EmbeddedPostgres}.
 */
@NullMarked
package org.walsafe.examples.postgres;

import org.jspecify.annotations.NullMarked;
