/**
 * The {@code walsafe} command line: for operators, and for those who want to read how the library is embedded.
 *
 * <p>One class per subcommand. {@link org.walsafe.examples.cli.Main} picks it: the commands that run once per WAL file
 * parse their own few arguments and load nothing else, the others are described to picocli.
 */
@NullMarked
package org.walsafe.examples.cli;

import org.jspecify.annotations.NullMarked;
