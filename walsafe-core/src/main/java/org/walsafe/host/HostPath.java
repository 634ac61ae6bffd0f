package org.walsafe.host;

import org.walsafe.error.PrintableText;

/**
 * An absolute POSIX path on a {@link Host}.
 *
 * <p>A path has no {@code .} or {@code ..} step, no empty step and no NUL character, so it cannot leave the directory
 * under which it was made.
 *
 * @param value the path, beginning with a slash; only the root ends with one
 * @since 0.1.0
 */
public record HostPath(String value) {

    /** Checks the path. */
    public HostPath {
        if (!value.startsWith("/")) {
            throw new IllegalArgumentException(
                    "a path on a host must begin with '/', is " + PrintableText.quoted(value));
        }
        if (value.length() > 1) {
            for (int start = 1; start <= value.length(); ) {
                int slash = value.indexOf('/', start);
                int end = slash < 0 ? value.length() : slash;
                checkStep(value, start, end);
                start = end + 1;
            }
        }
    }

    /** The path {@code value}, with doubled and trailing slashes dropped. */
    public static HostPath of(String value) {
        StringBuilder path = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '/' || path.length() == 0 || path.charAt(path.length() - 1) != '/') {
                path.append(c);
            }
        }
        if (path.length() > 1 && path.charAt(path.length() - 1) == '/') {
            path.setLength(path.length() - 1);
        }
        return new HostPath(path.toString());
    }

    /**
     * The entry {@code name} directly below this path.
     *
     * @throws IllegalArgumentException when {@code name} is not a single step
     */
    public HostPath child(String name) {
        checkStep(name, 0, name.length());
        if (name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not a single file name: " + PrintableText.quoted(name));
        }
        return new HostPath(value.length() == 1 ? value + name : value + '/' + name);
    }

    /** The last step; empty for the root. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The path one step up; the root for the root. */
    public HostPath parent() {
        int slash = value.lastIndexOf('/');
        return new HostPath(slash == 0 ? "/" : value.substring(0, slash));
    }

    @Override
    public String toString() {
        return value;
    }

    private static void checkStep(String path, int start, int end) {
        boolean dots = end - start <= 2 && path.startsWith("..".substring(0, end - start), start);
        int nul = path.indexOf('\0', start);
        if (dots || (nul >= 0 && nul < end)) {
            throw new IllegalArgumentException("not a plain path: " + PrintableText.quoted(path));
        }
    }
}
