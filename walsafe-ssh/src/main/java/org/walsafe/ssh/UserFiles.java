package org.walsafe.ssh;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.walsafe.error.PrintableText;

/** Where the user that this JVM runs as has its files. */
final class UserFiles {

    private UserFiles() {}

    static Path home() {
        return Path.of(System.getProperty("user.home", "/"));
    }

    /** The path meant by {@code text}, which may begin with {@code ~/}. */
    static Path path(String text) {
        try {
            return text.startsWith("~/") ? home().resolve(text.substring(2)) : Path.of(text);
        } catch (InvalidPathException e) {
            throw new SshConfigurationException(
                    "the SSH configuration names a file that cannot be: " + PrintableText.quoted(text),
                    "Look at the output of ssh -G.",
                    e);
        }
    }
}
