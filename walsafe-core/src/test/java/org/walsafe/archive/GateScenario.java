package org.walsafe.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.Sha256;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;

/**
 * A random state of a server and its WAL safe directory: usually nearly right. Every choice that was made is noted, for the
 * message of a test that fails and for what a test expects.
 */
final class GateScenario {

    private final Random random;
    private final List<String> notes = new ArrayList<>();

    final ServerFolder server;
    final String name;
    final UnattestedConfirmations unattested;
    final PartialSegments partials;

    GateScenario(Path root, long seed) throws IOException {
        random = new Random(seed);
        server = new ServerFolder(root);
        unattested = chosen("unattested", UnattestedConfirmations.values());
        partials = chosen("partials", PartialSegments.values());
        PostgresMajor major = chosen("version", PostgresMajor.values());
        SegmentName segment = new SegmentName(
                TimelineId.of(chosen("timeline", 2L, 1L, 0xABCDEF01L)),
                chosen("log", 0, 1, 0xFFFFFFFE),
                chosen("segment", 1, 0xA1, 0xFFE));
        WalFileName file = chosen(
                "file",
                segment,
                segment,
                segment,
                WalFileName.parse(segment + ".partial"),
                WalFileName.parse(new TimelineId(segment.timeline().value() | 2).toHex() + ".history"),
                WalFileName.parse(segment + ".00000028.backup"));
        SystemIdentifier cluster = chosen(
                "cluster",
                Questions.OURS,
                new SystemIdentifier(1),
                new SystemIdentifier(0x7FFF_FFFF_FFFF_FFFFL),
                new SystemIdentifier(0x8000_0000_0000_0001L));
        byte[] content = file.segmentName().isPresent() && file.text().length() != 40
                ? WalFixtures.segment(segment, cluster, major, Questions.SIZE)
                : "1\t0/A1000028\tno recovery target specified\n".getBytes(StandardCharsets.US_ASCII);
        name = sometimes() ? spoiled(file.text()) : file.text();
        offer(file, content);
        mark(file, cluster, content);
        if (sometimes()) {
            server.writeControlFile(chosen("pg_control", cluster, Questions.OTHERS));
        }
        if (name.equals(file.text()) && sometimes()) {
            String mode = chosen("directory", "rwxr-xr-x", "rwx---r--", "r-x------");
            Files.setPosixFilePermissions(server.safe, PosixFilePermissions.fromString(mode));
        }
    }

    /** Whether this was chosen. */
    boolean has(String note) {
        return notes.stream().anyMatch(made -> made.startsWith(note));
    }

    private boolean sometimes() {
        return random.nextInt(8) == 0;
    }

    @SafeVarargs
    private <T> T chosen(String what, T... values) {
        T value = values[random.nextInt(values.length)];
        notes.add(what + "=" + value);
        return value;
    }

    private String spoiled(String text) {
        return switch (chosen("name", "lower", "short", "zero", "dot", "newline")) {
            case "lower" -> text.replace('A', 'a').replace('F', 'f').replace("0", "O");
            case "short" -> text.substring(1);
            case "zero" -> "00000000" + text.substring(8);
            case "dot" -> text + ".";
            default -> text + "\n";
        };
    }

    private void offer(WalFileName file, byte[] content) throws IOException {
        Path path = server.wal(file);
        if (!sometimes()) {
            Files.write(path, content);
            return;
        }
        switch (chosen(
                "offered",
                "vanished",
                "directory",
                "link",
                "empty",
                "short",
                "longer",
                "zeros",
                "header",
                "header",
                "header",
                "header")) {
            case "directory" -> Files.createDirectory(path);
            case "link" -> Files.createSymbolicLink(path, Files.write(server.data.resolve("linked"), content));
            case "empty" -> Files.createFile(path);
            case "short" -> Files.write(path, Arrays.copyOf(content, chosen("length", 7, 39, 40, 41)));
            case "longer" -> Files.write(path, Arrays.copyOf(content, content.length + 1));
            case "zeros" -> Files.write(path, new byte[content.length]);
            case "header" -> Files.write(path, withAnotherHeader(content));
            default -> {}
        }
    }

    /** One number of the header replaced. */
    private byte[] withAnotherHeader(byte[] content) {
        ByteBuffer header = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        switch (chosen("number", "magic", "flags", "timeline", "address", "high address", "tail", "tail")) {
            case "magic" -> header.putShort(0, chosen("magic", (short) 0xD119, (short) 0, (short) 0x71D0));
            case "flags" ->
                header.putShort(2, chosen("flags", (short) 0, (short) 6, (short) 18, (short) 14, (short) -1));
            case "timeline" -> header.putInt(4, chosen("its timeline", 0, 1, 3, -1));
            case "address" -> header.putInt(8, chosen("low", 0, 1, 1 << 20));
            case "high address" -> header.putInt(12, chosen("high", 0, 1, 1 << 20));
            default ->
                header.putInt(
                        chosen("offset", 16, 20, 24, 28, 32, 36),
                        chosen("value", 0, 1, 1000, 1 << 20, 1 << 21, 1 << 30, 1 << 31, 8192, -1));
        }
        return content;
    }

    private void mark(WalFileName file, SystemIdentifier cluster, byte[] content) throws IOException {
        Path marker = server.marker(file);
        switch (chosen(
                "marker",
                "absent",
                "empty",
                "empty",
                "written",
                "written",
                "written",
                "written",
                "directory",
                "link")) {
            case "empty" -> Files.createFile(marker);
            case "directory" -> Files.createDirectory(marker);
            case "link" -> Files.createSymbolicLink(marker, server.wal(file));
            case "written" -> server.mark(file, lines(file, cluster, content));
            default -> {}
        }
    }

    private String lines(WalFileName file, SystemIdentifier cluster, byte[] content) {
        StringBuilder text = new StringBuilder("walsafe=1\n");
        text.append("file=")
                .append(sometimes() ? chosen("of", "00000007.history", file + ".partial") : file)
                .append('\n');
        if (random.nextBoolean()) {
            text.append("system_identifier=")
                    .append(sometimes() ? chosen("attested cluster", Questions.OTHERS, "01", "x", "") : cluster)
                    .append('\n');
        }
        if (random.nextInt(3) == 0) {
            text.append("size=")
                    .append(sometimes() ? chosen("attested size", "0", "017", "1x", "99") : content.length)
                    .append('\n');
        }
        if (random.nextInt(4) == 0) {
            notes.add("digest");
            text.append("sha256=")
                    .append(sometimes() ? chosen("attested digest", Questions.DIGEST, "00") : Sha256.of(content))
                    .append('\n');
        }
        if (sometimes()) {
            text.append(chosen(
                    "line",
                    "evidence=received\n",
                    "evidence=seen\n",
                    "confirmed_at=2026-11-20T19:33:29Z\n",
                    "confirmed_at=2026-11-20 19:33:29Z\n",
                    "note=a b=c ~\n",
                    "note\n",
                    "=x\n",
                    "\n",
                    "walsafe=1\n",
                    "n=\0\n",
                    "n=\u00e9\n",
                    "n=\t\n",
                    "n=" + "x".repeat(4096) + "\n",
                    "n=*\n",
                    "note=torn"));
        }
        if (random.nextBoolean()) {
            long lines = text.chars().filter(c -> c == '\n').count() + 1;
            text.insert(
                    "walsafe=1\n".length(), "lines=" + (sometimes() ? chosen("lines", 3, 4, "x", "") : lines) + "\n");
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return name + " " + notes;
    }
}
