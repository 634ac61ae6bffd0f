package org.walsafe.barman;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.walsafe.host.FileStatus;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * What {@code barman put-wal} reads (2.6 to 3.17): a tar stream of the file and of its checksum, in a member that is named after
 * the program that checks it.
 */
final class WalTar {

    private static final int BUFFER_BYTES = 256 << 10;

    private final HostFiles files;
    private final HostPath path;
    private final WalFileName name;
    private final FileStatus status;

    WalTar(HostFiles files, HostPath path, WalFileName name, FileStatus status) {
        this.files = files;
        this.path = path;
        this.name = name;
        this.status = status;
    }

    void writeTo(OutputStream out, ChecksumList checksums) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.US_ASCII.name());
        begin(tar, name.text(), status.size());
        byte[] sum = copy(tar, checksums);
        tar.closeArchiveEntry();
        byte[] line = (HexFormat.of().formatHex(sum) + " *" + name + "\n").getBytes(StandardCharsets.US_ASCII);
        begin(tar, checksums.name(), line.length);
        tar.write(line);
        tar.closeArchiveEntry();
        tar.finish();
        tar.flush();
    }

    private void begin(TarArchiveOutputStream tar, String member, long size) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(member);
        entry.setSize(size);
        entry.setMode(0600);
        entry.setModTime(status.modified().truncatedTo(ChronoUnit.SECONDS).toEpochMilli());
        tar.putArchiveEntry(entry);
    }

    /** A file that grows or shrinks meanwhile does not fit its entry, which is then an error. */
    private byte[] copy(OutputStream out, ChecksumList checksums) throws IOException {
        MessageDigest digest = engine(checksums);
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = files.read(path, 0)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        }
        return digest.digest();
    }

    private static MessageDigest engine(ChecksumList checksums) {
        try {
            return MessageDigest.getInstance(checksums.algorithm());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + checksums.algorithm(), e);
        }
    }
}
