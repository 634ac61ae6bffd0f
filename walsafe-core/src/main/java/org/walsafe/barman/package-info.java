/**
 * Barman, versions 2 to 3.17: its catalogue on disk, its command line, its archive hook.
 *
 * <p>For tools on the Barman host, or with a connection to it. {@link org.walsafe.barman.BarmanCatalogue} reads the directory
 * of a server; {@link org.walsafe.barman.BarmanCommand} asks the {@code barman} program; {@link org.walsafe.barman.BarmanHook}
 * confirms what Barman has archived. None of them changes anything of Barman's.
 */
@NullMarked
package org.walsafe.barman;

import org.jspecify.annotations.NullMarked;
