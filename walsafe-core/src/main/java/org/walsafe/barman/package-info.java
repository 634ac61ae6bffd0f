/**
 * Barman, versions 2 to 3.17: its catalogue on disk.
 *
 * <p>For tools on the Barman host, or with a connection to it. {@link org.walsafe.barman.BarmanCatalogue} reads the directory
 * of a server. {@link org.walsafe.barman.BarmanHook} confirms what Barman has just archived, and
 * {@link org.walsafe.barman.SetupAdvice} says how to set that up. Nothing here changes anything of Barman's.
 */
@NullMarked
package org.walsafe.barman;

import org.jspecify.annotations.NullMarked;
