/** Getting WAL files back from an archive of one's own. */
@NullMarked
package org.walsafe.examples.source;

import org.jspecify.annotations.NullMarked;
