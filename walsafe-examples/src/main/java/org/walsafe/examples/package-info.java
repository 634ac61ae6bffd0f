/** The walsafe command line: for operators, and for those who want to read how the library is embedded. */
@NullMarked
package org.walsafe.examples;

import org.jspecify.annotations.NullMarked;
