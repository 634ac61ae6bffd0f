package org.walsafe.clone;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.walsafe.error.PrintableText;

/**
 * Where a tablespace goes: repmgr's {@code tablespace_mapping}, which is also {@code pg_basebackup}'s.
 *
 * <p>Immutable and thread-safe.
 *
 * @param from where it was on the server that was backed up, an absolute path
 * @param to where it is to be, an absolute path
 * @since 0.1.0
 */
public record TablespaceMapping(Path from, Path to) {

    /**
     * Takes both paths in their plain form.
     *
     * @throws InvalidCloneSettingException when one of them is not absolute
     */
    public TablespaceMapping {
        from = absolute(from);
        to = absolute(to);
    }

    private static Path absolute(Path path) {
        if (!path.isAbsolute()) {
            throw new InvalidCloneSettingException(
                    "a tablespace mapping names " + PrintableText.quoted(path.toString())
                            + ", which is no absolute path",
                    "Write it as OLD=NEW, both absolute.");
        }
        return path.normalize();
    }

    /**
     * Reads {@code OLD=NEW}; in a path, {@code \=} stands for an equals sign.
     *
     * @param text the mapping
     * @return what it says
     * @throws InvalidCloneSettingException when it has not exactly one equals sign that is none of a path, or a path is not
     *     absolute
     */
    public static TablespaceMapping parse(String text) {
        StringBuilder from = new StringBuilder();
        StringBuilder to = new StringBuilder();
        StringBuilder side = from;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '=') {
                side.append('=');
                i++;
            } else if (c == '=') {
                if (side == to) {
                    throw malformed(text);
                }
                side = to;
            } else {
                side.append(c);
            }
        }
        if (from.length() == 0 || to.length() == 0) {
            throw malformed(text);
        }
        return new TablespaceMapping(path(from.toString()), path(to.toString()));
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidCloneSettingException(
                    "a tablespace mapping names " + PrintableText.quoted(text) + ", which is no path",
                    "Write it as OLD=NEW, both absolute.",
                    e);
        }
    }

    private static InvalidCloneSettingException malformed(String text) {
        return new InvalidCloneSettingException(
                "a tablespace mapping is OLD=NEW, not " + PrintableText.quoted(text),
                "Write an equals sign that belongs to a path as \\=.");
    }

    /** The mapping as {@link #parse} reads it; an old path that ends with a backslash has no such form. */
    @Override
    public String toString() {
        return from.toString().replace("=", "\\=") + '=' + to.toString().replace("=", "\\=");
    }
}
