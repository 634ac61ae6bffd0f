/**
 * What is wrong with an archiving set-up, and how to mend it: for operators' tools. The checks are functions of what {@link
 * org.walsafe.jdbc.PostgresInspector} and a registry say.
 */
@NullMarked
package org.walsafe.jdbc.doctor;

import org.jspecify.annotations.NullMarked;
