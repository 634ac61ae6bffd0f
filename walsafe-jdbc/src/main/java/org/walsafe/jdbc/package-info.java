/** Server facts and registries over SQL, for embedders and command lines that may only connect to the database. */
@NullMarked
package org.walsafe.jdbc;

import org.jspecify.annotations.NullMarked;
