package org.walsafe.verify.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/**
 * Reads a manifest token by token, as strictly as PostgreSQL does ({@code src/common/parse_manifest.c}, 18): the version comes
 * first, the checksum last, and no field that is not known. For one manifest.
 */
final class ManifestReader {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private static final int NEWEST_VERSION = 2;

    private final ManifestBytes bytes;
    private final Map<String, ManifestFile> files = new HashMap<>();
    private final List<ManifestWalRange> ranges = new ArrayList<>();
    private int version;
    private Optional<SystemIdentifier> systemIdentifier = Optional.empty();
    private Optional<String> checksum = Optional.empty();

    ManifestReader(InputStream content) {
        this.bytes = new ManifestBytes(content);
    }

    BackupManifest read() throws IOException {
        try (JsonParser json = JSON.createParser(bytes)) {
            expect(json.nextToken(), JsonToken.START_OBJECT, "does not begin with an object");
            for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
                expect(token, JsonToken.FIELD_NAME, "ends unexpectedly");
                readTopLevel(json, json.currentName());
            }
            expectNothing(json.nextToken());
        } catch (JsonProcessingException e) {
            throw new InvalidManifestException("is no JSON: " + e.getOriginalMessage(), e);
        } catch (CharConversionException e) {
            throw new InvalidManifestException("is no text in UTF-8", e);
        }
        checkItself();
        return new BackupManifest(version, systemIdentifier, files, ranges);
    }

    private void checkItself() throws IOException {
        bytes.transferTo(OutputStream.nullOutputStream());
        String stated = checksum.orElseThrow(() -> new InvalidManifestException("has no checksum of its own"));
        Sha256 computed = bytes.sum();
        if (!Sha256.isDigest(stated)) {
            throw new InvalidManifestException("has an invalid checksum of its own: " + PrintableText.quoted(stated));
        }
        if (!computed.hex().equals(stated)) {
            throw new InvalidManifestException(
                    "does not match its own checksum: it says " + stated + ", and its content gives " + computed);
        }
    }

    private void readTopLevel(JsonParser json, String field) throws IOException {
        JsonToken value = json.nextToken();
        if (version == 0 && !field.equals("PostgreSQL-Backup-Manifest-Version")) {
            throw new InvalidManifestException("does not begin with its version");
        }
        if (checksum.isPresent()) {
            throw new InvalidManifestException("goes on behind its checksum");
        }
        switch (field) {
            case "PostgreSQL-Backup-Manifest-Version" -> readVersion(json, value);
            case "System-Identifier" -> systemIdentifier = Optional.of(identifier(json, value));
            case "Files" -> readArray(json, value, this::readFile);
            case "WAL-Ranges" -> readArray(json, value, this::readRange);
            case "Manifest-Checksum" -> checksum = Optional.of(text(json, value, field));
            default -> throw new InvalidManifestException("has an unknown field " + PrintableText.quoted(field));
        }
    }

    private void readVersion(JsonParser json, JsonToken value) throws IOException {
        long number = integer(json, value, "version");
        if (number < 1 || number > NEWEST_VERSION) {
            throw new InvalidManifestException("is of version " + number + ", which is not known");
        }
        version = (int) number;
    }

    private SystemIdentifier identifier(JsonParser json, JsonToken value) throws IOException {
        if (version < 2) {
            throw new InvalidManifestException("has a system identifier, which its version does not know");
        }
        try {
            return SystemIdentifier.parse(value == JsonToken.VALUE_NUMBER_INT ? json.getText() : "");
        } catch (WalSafeException e) {
            throw new InvalidManifestException("has a system identifier that is no integer", e);
        }
    }

    /** Reads an object, from behind its opening brace. */
    @FunctionalInterface
    private interface ObjectReader {
        void read(JsonParser json) throws IOException;
    }

    private static void readArray(JsonParser json, JsonToken value, ObjectReader reader) throws IOException {
        expect(value, JsonToken.START_ARRAY, "has something else where a list of objects belongs");
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            expect(token, JsonToken.START_OBJECT, "has something else where an object belongs");
            reader.read(json);
        }
    }

    private void readFile(JsonParser json) throws IOException {
        String path = null;
        String encoded = null;
        String sum = null;
        Optional<ManifestAlgorithm> algorithm = Optional.empty();
        long size = -1;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            expect(token, JsonToken.FIELD_NAME, "ends unexpectedly");
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "Path" -> path = text(json, value, field);
                case "Encoded-Path" -> encoded = text(json, value, field);
                case "Size" -> size = integer(json, value, "file size");
                case "Last-Modified" -> text(json, value, field);
                case "Checksum-Algorithm" -> algorithm = Optional.of(algorithm(text(json, value, field)));
                case "Checksum" -> sum = text(json, value, field);
                default ->
                    throw new InvalidManifestException(
                            "has an unknown field of a file, " + PrintableText.quoted(field));
            }
        }
        String place = path(path, encoded);
        if (size < 0) {
            throw new InvalidManifestException("says no size of " + PrintableText.quoted(place));
        }
        ManifestFile file =
                new ManifestFile(size, algorithm.orElse(ManifestAlgorithm.NONE), checksum(place, algorithm, sum));
        if (files.put(place, file) != null) {
            throw new InvalidManifestException("lists " + PrintableText.quoted(place) + " twice");
        }
    }

    private static String path(@Nullable String path, @Nullable String encoded) throws InvalidManifestException {
        if (path != null && encoded != null) {
            throw new InvalidManifestException(
                    "names a file twice, plainly and encoded: " + PrintableText.quoted(path));
        }
        if (path == null && encoded == null) {
            throw new InvalidManifestException("lists a file without a path");
        }
        return path != null ? ManifestPath.plain(path) : ManifestPath.decoded(String.valueOf(encoded));
    }

    private static ManifestAlgorithm algorithm(String name) throws InvalidManifestException {
        return ManifestAlgorithm.named(name)
                .orElseThrow(() -> new InvalidManifestException(
                        "names a checksum algorithm that is not known, " + PrintableText.quoted(name)));
    }

    private static byte[] checksum(String path, Optional<ManifestAlgorithm> algorithm, @Nullable String hex)
            throws InvalidManifestException {
        if (hex == null) {
            return new byte[0];
        }
        if (algorithm.isEmpty()) {
            throw new InvalidManifestException(
                    "has a checksum without its algorithm for " + PrintableText.quoted(path));
        }
        try {
            return HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            throw new InvalidManifestException(
                    "has an invalid checksum for " + PrintableText.quoted(path) + ": " + PrintableText.quoted(hex), e);
        }
    }

    private void readRange(JsonParser json) throws IOException {
        long timeline = 0;
        String start = null;
        String end = null;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            expect(token, JsonToken.FIELD_NAME, "ends unexpectedly");
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "Timeline" -> timeline = integer(json, value, "timeline");
                case "Start-LSN" -> start = text(json, value, field);
                case "End-LSN" -> end = text(json, value, field);
                default ->
                    throw new InvalidManifestException(
                            "has an unknown field of a WAL range, " + PrintableText.quoted(field));
            }
        }
        if (timeline == 0 || start == null || end == null) {
            throw new InvalidManifestException("has a WAL range without its timeline, its start or its end");
        }
        try {
            ranges.add(new ManifestWalRange(TimelineId.of(timeline), Lsn.parse(start), Lsn.parse(end)));
        } catch (WalSafeException | IllegalArgumentException e) {
            throw new InvalidManifestException("has an impossible WAL range: " + e.getMessage(), e);
        }
    }

    private static String text(JsonParser json, JsonToken value, String field) throws IOException {
        expect(value, JsonToken.VALUE_STRING, "has something else than text for " + PrintableText.quoted(field));
        return json.getText();
    }

    private static long integer(JsonParser json, JsonToken value, String what) throws IOException {
        expect(value, JsonToken.VALUE_NUMBER_INT, "has a " + what + " that is no integer");
        return json.getLongValue();
    }

    private static void expect(@Nullable JsonToken token, JsonToken expected, String otherwise)
            throws InvalidManifestException {
        if (token != expected) {
            throw new InvalidManifestException(token == null ? "ends unexpectedly" : otherwise);
        }
    }

    private static void expectNothing(@Nullable JsonToken token) throws InvalidManifestException {
        if (token != null) {
            throw new InvalidManifestException("goes on behind its end");
        }
    }
}
