package org.walsafe.examples.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.restore.WalSource;
import org.walsafe.tck.WalFixtures;
import org.walsafe.tck.WalSourceContract;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

class ZipSourceTest extends WalSourceContract {

    private final Map<String, byte[]> kept = new TreeMap<>();

    @TempDir
    private Path directory;

    private Path zip;

    @BeforeEach
    void writeEmptyZip() throws IOException {
        zip = directory.resolve("wal.zip");
        write();
    }

    private void write() throws IOException {
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : kept.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
    }

    @Override
    protected WalSource source() {
        return new ZipSource(zip);
    }

    @Override
    protected void keep(String name, byte[] content) throws IOException {
        kept.put(name, content);
        write();
    }

    @Override
    protected void remove(String name) throws IOException {
        kept.remove(name);
        write();
    }

    @Override
    protected void makeUnreachable() throws IOException {
        Files.delete(zip);
    }

    @Test
    void aServerIsRestoredFromIt() throws Exception {
        SegmentName segment = SegmentName.parse("000000010000000000000001");
        byte[] content = WalFixtures.segment(segment, new SystemIdentifier(1), PostgresMajor.V18, SegmentSize.SMALLEST);
        keep(segment.text(), content);
        HostPath data = new HostPath(directory.toString());

        assertThat(RestoreFromZip.restore(zip, segment.text(), data.child("RECOVERYXLOG"), data))
                .isZero();
        assertThat(directory.resolve("RECOVERYXLOG")).hasBinaryContent(content);
        assertThat(RestoreFromZip.restore(zip, "00000002.history", data.child("RECOVERYHISTORY"), data))
                .isEqualTo(1);
    }
}
