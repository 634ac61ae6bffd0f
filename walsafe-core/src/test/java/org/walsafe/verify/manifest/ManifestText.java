package org.walsafe.verify.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.walsafe.wal.Sha256;

/** Writes manifests for tests, in PostgreSQL's own form. */
public final class ManifestText {

    private final List<String> files = new ArrayList<>();
    private String head = "{ \"PostgreSQL-Backup-Manifest-Version\": 1,\n";
    private String ranges = "{ \"Timeline\": 1, \"Start-LSN\": \"0/100028\", \"End-LSN\": \"0/100100\" }";

    public ManifestText systemIdentifier(String decimal) {
        head = "{ \"PostgreSQL-Backup-Manifest-Version\": 2,\n\"System-Identifier\": " + decimal + ",\n";
        return this;
    }

    public ManifestText ranges(String objects) {
        ranges = objects;
        return this;
    }

    public ManifestText file(String object) {
        files.add(object);
        return this;
    }

    public ManifestText file(String path, byte[] content, ManifestAlgorithm algorithm) {
        ManifestChecksum checksum = algorithm.start();
        checksum.update(content, 0, content.length);
        String sum = algorithm == ManifestAlgorithm.NONE
                ? ""
                : ", \"Checksum-Algorithm\": \"" + algorithm + "\", \"Checksum\": \""
                        + HexFormat.of().formatHex(checksum.finish()) + "\"";
        return file("{ \"Path\": \"" + path + "\", \"Size\": " + content.length
                + ", \"Last-Modified\": \"2026-11-20 12:00:00 GMT\"" + sum + " }");
    }

    /** Everything before the line of the checksum. */
    public String body() {
        return head + "\"Files\": [\n" + String.join(",\n", files) + "\n],\n\"WAL-Ranges\": [\n" + ranges + "\n],\n";
    }

    public String whole() {
        return summed(body());
    }

    /** A text with the line that sums it up. */
    public static String summed(String body) {
        return body + "\"Manifest-Checksum\": \"" + Sha256.of(body.getBytes(StandardCharsets.UTF_8)) + "\"}\n";
    }
}
