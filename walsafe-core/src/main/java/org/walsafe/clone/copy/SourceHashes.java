package org.walsafe.clone.copy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.walsafe.host.Command;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.verify.manifest.ManifestChecksum;
import org.walsafe.wal.Sha256;

/**
 * The SHA-256 of files, computed at the source by {@code sha256sum}, many in one command; by reading them where that command is
 * not to be had. Thread-safe.
 */
final class SourceHashes {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int LONGEST_LINE = 8192;

    private final Host host;
    private final TimeLimit limit;
    private volatile boolean commandIsMissing;

    SourceHashes(Host host, TimeLimit limit) {
        this.host = host;
        this.limit = limit;
    }

    /** What the files must hold, in their order. */
    List<Expected> of(List<HostPath> files) throws IOException {
        if (!commandIsMissing) {
            Optional<List<Expected>> sums = computedThere(files);
            if (sums.isPresent()) {
                return sums.get();
            }
        }
        List<Expected> sums = new ArrayList<>(files.size());
        for (HostPath file : files) {
            sums.add(new Expected(read(file), VerifiedBy.SECOND_READING));
        }
        return sums;
    }

    /** A checksum, and who computed it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Expected(byte[] sha256, VerifiedBy by) {}

    private Optional<List<Expected>> computedThere(List<HostPath> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Command command = Command.of("xargs", "-0", "sha256sum", "--")
                    .within(limit.left())
                    .reading(FileNames.of(files));
            if (host.run(command, new Bounded(out, (long) files.size() * LONGEST_LINE))
                    .succeeded()) {
                return sums(out.toString(StandardCharsets.UTF_8), files.size());
            }
        } catch (HostUnreachableException e) {
            throw e;
        } catch (IOException noCommands) {
            commandIsMissing = true;
        }
        return Optional.empty();
    }

    /** One line a file; a backslash comes first where the name has characters that were escaped (GNU coreutils). */
    private static Optional<List<Expected>> sums(String output, int count) {
        List<Expected> sums = new ArrayList<>(count);
        for (String line : output.split("\n")) {
            int begin = line.startsWith("\\") ? 1 : 0;
            int end = begin + 2 * ManifestAlgorithm.SHA256.bytes();
            if (line.length() < end || !Sha256.isDigest(line.substring(begin, end))) {
                return Optional.empty();
            }
            sums.add(new Expected(HexFormat.of().parseHex(line.substring(begin, end)), VerifiedBy.SOURCE_HASH));
        }
        return sums.size() == count ? Optional.of(sums) : Optional.empty();
    }

    private byte[] read(HostPath file) throws IOException {
        ManifestChecksum checksum = ManifestAlgorithm.SHA256.start();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream content = host.files().read(file, 0)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                limit.left();
                checksum.update(buffer, 0, count);
            }
        }
        return checksum.finish();
    }
}
