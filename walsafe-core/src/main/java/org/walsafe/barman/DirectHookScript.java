package org.walsafe.barman;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.io.ScriptTemplate;
import org.walsafe.wal.PostgresMajor;

/**
 * The hook as a POSIX {@code sh} script that confirms segments by itself: what {@link BarmanHook} does for a segment that
 * Barman has just archived, with the same marker, but with no Java started. It reads the file while one other process, such
 * as {@code ssh}, connects to where the registry is; a shell there publishes the marker durably. Whatever else Barman calls
 * for, and everything that is doubtful, it leaves to a program.
 *
 * <p>Segments of PostgreSQL 9.3 to 18, plain or compressed by {@code gzip} or {@code bzip2}; a registry in a directory. Runs
 * under dash, bash and busybox sh. Immutable and thread-safe.
 *
 * @param shell the words that start a POSIX shell where the registry is, as the owner of the WAL safe directory; it reads its
 *     orders from its standard input, and its exit status becomes that of the words
 * @param directory the WAL safe directory there, absolute or below {@code ~/}
 * @param program the program that answers what the script does not, an absolute path
 * @param words its words
 * @since 0.1.0
 */
public record DirectHookScript(List<String> shell, String directory, HostPath program, List<String> words) {

    private static final String TEMPLATE = "walsafe-hook.sh";
    private static final String STORE_TEMPLATE = "walsafe-hook-store.sh";
    private static final String HOME = "~/";

    /**
     * Keeps copies of the lists.
     *
     * @throws IllegalArgumentException when the directory is no plain path, or a word cannot stand in a script
     */
    public DirectHookScript {
        shell = List.copyOf(shell);
        words = List.copyOf(words);
        directory = directory.startsWith(HOME)
                ? '~' + HostPath.of(directory.substring(1)).value()
                : HostPath.of(directory).value();
        Stream.of(shell.stream(), words.stream(), Stream.of(directory, program.value()))
                .flatMap(all -> all)
                .forEach(DirectHookScript::requireOneLine);
    }

    private static void requireOneLine(String word) {
        if (word.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("a word with control characters cannot stand in a script");
        }
    }

    /** {@return the script, to be stored where Barman can read it and none but trusted users can write} */
    public String text() {
        return ScriptTemplate.beside(DirectHookScript.class, TEMPLATE)
                .filled(Map.of(
                        "page_magics", pageMagics(),
                        "store", ShellWord.quote(store().stripTrailing()),
                        "shell", ShellWord.commandLine(shell),
                        "walsafe", ShellWord.quote(program.value()),
                        "words", ShellWord.commandLine(words)));
    }

    /** What the shell runs where the registry is. */
    String store() {
        return ScriptTemplate.beside(DirectHookScript.class, STORE_TEMPLATE)
                .filled(Map.of("directory", directoryWord()));
    }

    private String directoryWord() {
        return directory.startsWith(HOME)
                ? "\"$HOME\"/" + ShellWord.quote(directory.substring(HOME.length()))
                : ShellWord.quote(directory);
    }

    /** Those of the versions whose page header the script knows. */
    private static String pageMagics() {
        return Stream.of(PostgresMajor.values())
                .filter(major -> major.isAtLeast(PostgresMajor.V9_3))
                .map(major -> String.valueOf(major.pageMagic()))
                .collect(Collectors.joining(" "));
    }
}
