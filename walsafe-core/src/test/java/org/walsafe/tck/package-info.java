/**
 * The test kit: contract classes that every adapter extends, and what they are tested with.
 *
 * <p>For authors of a marker store or a host, inside this project and outside: add the {@code test-jar} of walsafe-core in
 * test scope, with JUnit, jqwik and AssertJ beside it.
 */
@NullMarked
package org.walsafe.tck;

import org.jspecify.annotations.NullMarked;
