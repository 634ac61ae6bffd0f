package org.walsafe.registry;

import java.net.URI;
import java.util.Locale;
import org.walsafe.error.PrintableText;

/** What registry URIs have in common: no secret in them, and a path that may begin with {@code ~/}. */
final class RegistryUris {

    static final String FILE_HINT =
            "A directory on this machine is written file:///path/to/it, file:~/path below the home directory, or file:path"
                    + " below the working directory.";

    private RegistryUris() {}

    /** Refuses a URI with a password, without showing it. */
    static void refuseSecrets(URI uri) {
        String text = uri.getSchemeSpecificPart(); // also of opaque ones: jdbc:postgresql://...
        if (hasPasswordForUser(text) || text.toLowerCase(Locale.ROOT).contains("password=")) {
            throw new RegistryUnusableException(
                    "a registry URI with a password in it is refused, because command lines and logs show it",
                    "Leave the password out and use a key, an agent or a password file.");
        }
    }

    private static boolean hasPasswordForUser(String text) {
        int authority = text.indexOf("//") + 2;
        if (authority < 2) {
            return false;
        }
        int end = text.indexOf('/', authority);
        int at = text.lastIndexOf('@', end < 0 ? text.length() : end);
        int colon = text.indexOf(':', authority);
        return colon >= 0 && colon < at;
    }

    /** The path that a {@code file:} URI means; a relative one is taken from the working directory. */
    static String localPath(URI uri) {
        boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawAuthority() == null;
        String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
        if (!plain || path == null || path.isEmpty()) {
            throw new RegistryUnusableException(
                    "not the URI of a directory: " + PrintableText.quoted(uri.toString()), FILE_HINT);
        }
        if (path.startsWith("/~/")) {
            return path.substring(1);
        }
        return path.startsWith("/") || path.startsWith("~") ? path : System.getProperty("user.dir") + '/' + path;
    }
}
