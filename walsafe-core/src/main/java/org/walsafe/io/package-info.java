/** What the library's own streams and scripts share: for nobody outside it. */
@NullMarked
package org.walsafe.io;

import org.jspecify.annotations.NullMarked;
