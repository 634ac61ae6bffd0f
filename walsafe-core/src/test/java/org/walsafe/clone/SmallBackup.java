package org.walsafe.clone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.walsafe.connection.ConnectionString;
import org.walsafe.host.HostPath;
import org.walsafe.restore.BarmanServer;
import org.walsafe.tck.WalFixtures;
import org.walsafe.wal.ControlFile;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;

/** A catalogue of Barman's with one backup of a few files, one tablespace, and the three segments from its beginning on. */
final class SmallBackup {

    static final String ID = "20261120T193709";
    static final SegmentName FIRST = SegmentName.parse("000000010000000000000002");
    static final SegmentName LAST = SegmentName.parse("000000010000000000000003");
    static final SegmentName LATER = SegmentName.parse("000000010000000000000004");

    final Path server;
    final Path directory;
    final Path info;
    final SystemIdentifier cluster;
    final Path target;
    final Path space;

    SmallBackup(Path parent) throws IOException {
        server = parent.resolve("home of barman/main");
        directory = server.resolve("base").resolve(ID);
        info = directory.resolve("backup.info");
        target = parent.resolve("standby/data");
        space = parent.resolve("standby/space");
        byte[] control = control();
        cluster = ControlFile.parse(control).systemIdentifier();
        put("data/PG_VERSION", "15\n".getBytes(StandardCharsets.US_ASCII));
        put("data/global/pg_control", control);
        put("data/backup_label", "START WAL LOCATION: 0/200028\n".getBytes(StandardCharsets.US_ASCII));
        put("data/postgresql.conf", new byte[0]);
        put("data/base/5/1259", new byte[8192]);
        put("16400/PG_15_202209061/5/16401", new byte[8192]);
        for (String name : new String[] {"incoming", "streaming", "errors", "wals"}) {
            Files.createDirectories(server.resolve(name));
        }
        for (SegmentName segment : new SegmentName[] {FIRST, LAST, LATER}) {
            Path file = archived(segment);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, WalFixtures.segment(segment, cluster, PostgresMajor.V15, SegmentSize.of(1 << 20)));
        }
        say(String.join(
                "\n",
                "backup_label=None",
                "begin_time=2026-11-20 19:37:09+00:00",
                "begin_wal=" + FIRST,
                "begin_xlog=0/200028",
                "begin_offset=40",
                "end_time=2026-11-20 19:37:17+00:00",
                "end_wal=" + LAST,
                "end_xlog=0/300100",
                "end_offset=256",
                "mode=postgres",
                "pgdata=/var/lib/pg",
                "size=100000",
                "status=DONE",
                "systemid=" + cluster,
                "tablespaces=[('it\\'s', 16400, '/old/space')]",
                "timeline=1",
                "version=150018",
                "xlog_segment_size=1048576",
                ""));
    }

    private static byte[] control() throws IOException {
        try (InputStream in = new GZIPInputStream(
                Objects.requireNonNull(SmallBackup.class.getResourceAsStream("/control-samples/15.gz")))) {
            return in.readAllBytes();
        }
    }

    private void put(String path, byte[] content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
    }

    Path archived(SegmentName segment) {
        return server.resolve("wals").resolve(segment.text().substring(0, 16)).resolve(segment.text());
    }

    void say(String text) throws IOException {
        Files.writeString(info, text);
    }

    /** Changes what Barman says of the backup. */
    void replace(String one, String other) throws IOException {
        String text = Files.readString(info);
        if (!text.contains(one)) {
            throw new AssertionError(text);
        }
        say(text.replace(one, other));
    }

    CloneSettings.Builder settings() {
        return CloneSettings.builder(BarmanServer.named("main"), target)
                .catalogue(HostPath.of(server.toString()))
                .tablespace(new TablespaceMapping(Path.of("/old/space"), space))
                .upstream(ConnectionString.parse("host=pg user=repl password=secret"))
                .restoreCommand("cp '" + server + "'/wals/0000000100000000/%f %p");
    }
}
