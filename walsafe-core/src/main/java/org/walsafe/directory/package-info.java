/** A directory of WAL files as copying programs leave it: for what reads archives of that kind, not for callers. */
@NullMarked
package org.walsafe.directory;

import org.jspecify.annotations.NullMarked;
