/** The demo: for everyone who wants to see before believing. */
@NullMarked
package org.walsafe.examples.demo;

import org.jspecify.annotations.NullMarked;
