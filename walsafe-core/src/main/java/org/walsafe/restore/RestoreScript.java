package org.walsafe.restore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.walsafe.host.HostPath;
import org.walsafe.host.ShellWord;
import org.walsafe.io.ScriptTemplate;

/**
 * PostgreSQL's {@code restore_command} as a POSIX {@code sh} script: serves from the {@link Spool} what a {@link Prefetcher} has
 * put there, in a few milliseconds and with no Java, and leaves every other question to a program.
 *
 * <p>Runs under dash, bash and busybox sh. It needs {@code od} and {@code mv}. Immutable and thread-safe.
 *
 * @param program the program that answers, an absolute path
 * @param words its words before the name and the destination of the file
 * @param root where spools are kept, where that is not beside the data directory
 * @param archive whatever tells the archive from others; the same as for {@link Spool#directory}
 * @since 0.1.0
 */
public record RestoreScript(HostPath program, List<String> words, Optional<HostPath> root, List<String> archive) {

    private static final String TEMPLATE = "walsafe-restore.sh";

    /**
     * Keeps copies of the lists.
     *
     * @throws IllegalArgumentException when a word cannot stand in a script
     */
    public RestoreScript {
        words = List.copyOf(words);
        archive = List.copyOf(archive);
        requireOneLine(program.value());
        words.forEach(RestoreScript::requireOneLine);
        root.ifPresent(path -> requireOneLine(path.value()));
    }

    private static void requireOneLine(String word) {
        if (word.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("a word with control characters cannot stand in a script");
        }
    }

    /** {@return the script, to be stored where PostgreSQL can read it and none but trusted users can write} */
    public String text() {
        return ScriptTemplate.beside(RestoreScript.class, TEMPLATE)
                .filled(Map.of(
                        "archive", Spool.fingerprint(archive),
                        "root", root.map(path -> ShellWord.quote(path.value())).orElse("''"),
                        "walsafe", ShellWord.quote(program.value()),
                        "words", ShellWord.commandLine(words)));
    }
}
