package org.walsafe.verify.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.walsafe.error.PrintableText;

/** The paths of a manifest: below the data directory, and nowhere else. */
final class ManifestPath {

    private ManifestPath() {}

    /**
     * Checks a path.
     *
     * @throws InvalidManifestException where it leads out of the backup or has steps that are none
     */
    static String checked(String path) throws InvalidManifestException {
        for (String step : path.split("/", -1)) {
            if (step.isEmpty() || step.equals(".") || step.equals("..") || step.indexOf('\0') >= 0) {
                throw new InvalidManifestException(
                        "lists a path that does not stay within the backup: " + PrintableText.quoted(path));
            }
        }
        return path;
    }

    /** The path that hexadecimal digits encode. */
    static String decoded(String hex) throws InvalidManifestException {
        try {
            byte[] raw = HexFormat.of().parseHex(hex);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (IllegalArgumentException e) {
            throw new InvalidManifestException(
                    "has a file name that cannot be decoded: " + PrintableText.quoted(hex), e);
        } catch (CharacterCodingException e) {
            throw new InvalidManifestException(
                    "has a file name that is not UTF-8, which is not supported: " + PrintableText.quoted(hex), e);
        }
    }
}
