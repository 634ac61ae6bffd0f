package org.walsafe.registry;

import java.net.URI;
import org.walsafe.error.PrintableText;

/** What registry URIs have in common: no secret in them, and a path that may begin with {@code ~/}. */
final class RegistryUris {

    static final String FILE_HINT =
            "A directory on this machine is written file:///path/to/it, or file:~/path below the home directory.";

    private RegistryUris() {}

    /** Refuses a URI with a password, without showing it. */
    static void refuseSecrets(URI uri) {
        String authority = uri.getRawAuthority();
        String user = authority == null || authority.indexOf('@') < 0
                ? ""
                : authority.substring(0, authority.lastIndexOf('@'));
        if (user.indexOf(':') >= 0) {
            throw new RegistryUnusableException(
                    "a registry URI with a password in it is refused, because command lines and logs show it",
                    "Leave the password out and use a key, an agent or a password file.");
        }
    }

    /** The path that a {@code file:} URI means, beginning with {@code /} or {@code ~/}. */
    static String localPath(URI uri) {
        boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null && uri.getRawAuthority() == null;
        String path = uri.isOpaque() ? uri.getSchemeSpecificPart() : uri.getPath();
        if (!plain || path == null || (!path.startsWith("/") && !path.startsWith("~/"))) {
            throw new RegistryUnusableException(
                    "not the URI of a directory: " + PrintableText.quoted(uri.toString()), FILE_HINT);
        }
        return path.startsWith("/~/") ? path.substring(1) : path;
    }
}
