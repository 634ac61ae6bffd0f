package org.walsafe.verify.manifest;

import java.util.HexFormat;
import org.walsafe.error.PrintableText;
import org.walsafe.host.FileNameText;

/** The paths of a manifest: below the data directory, and nowhere else. */
final class ManifestPath {

    private ManifestPath() {}

    /** A path that stands as it is. */
    static String plain(String path) throws InvalidManifestException {
        if (!FileNameText.isUtf8(path)) {
            throw new InvalidManifestException("has a file name that is no text: " + PrintableText.quoted(path));
        }
        return checked(path);
    }

    /** The path that hexadecimal digits encode: for one that is not UTF-8, that is how a server writes it. */
    static String decoded(String hex) throws InvalidManifestException {
        try {
            return checked(FileNameText.of(HexFormat.of().parseHex(hex)));
        } catch (IllegalArgumentException e) {
            throw new InvalidManifestException(
                    "has a file name that cannot be decoded: " + PrintableText.quoted(hex), e);
        }
    }

    private static String checked(String path) throws InvalidManifestException {
        for (String step : path.split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..") || step.indexOf('\0') >= 0) {
                throw new InvalidManifestException(
                        "lists a path that does not stay within the backup: " + PrintableText.quoted(path));
            }
        }
        return path;
    }
}
