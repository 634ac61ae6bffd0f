package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.walsafe.host.ShellWord;
import org.walsafe.wal.WalGeometry;

/**
 * A repository of pgBackRest on this machine, to which it has pushed segments of PostgreSQL 15 in gzip, and the same segments in
 * a directory as Barman would store them. No server is needed.
 *
 * @param directory where all of it is
 */
record PgbackrestStage(Path directory) {

    /** Where {@code pg_control} has the sizes of a block of data and of a block of WAL. */
    private static final List<Integer> BLOCK_SIZES_AT = List.of(216, 224);

    private static final int BLOCK_BYTES = 8192;

    /** Makes it, with so many segments. */
    static PgbackrestStage in(Path directory, int segments) throws IOException, InterruptedException {
        PgbackrestStage stage = new PgbackrestStage(directory);
        Path data = RestoreStage.dataDirectory(stage.data());
        completeControlFile(data.resolve("global/pg_control"));
        Files.createDirectory(stage.archive());
        new LogOfNoops().write(data.resolve("pg_wal"), segments);
        Files.write(
                stage.configuration(),
                List.of(
                        "[global]",
                        "repo1-path=" + directory.resolve("repository"),
                        "log-level-file=off",
                        "lock-path=" + directory.resolve("lock"),
                        "spool-path=" + directory.resolve("spool"),
                        "compress-type=gz",
                        "compress-level=1",
                        "[main]",
                        "pg1-path=" + data));
        ShellWork.of(data, stage.command("--no-online stanza-create")).run(1);
        ShellWork.of(
                        data,
                        "for segment in pg_wal/0*; do " + stage.command("archive-push")
                                + " \"$segment\" && gzip -1 <\"$segment\" >"
                                + ShellWord.quote(stage.archive().toString())
                                + "/\"${segment##*/}\" && rm \"$segment\" || exit; done")
                .run(1);
        return stage;
    }

    private static void completeControlFile(Path file) throws IOException {
        ByteBuffer control = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        BLOCK_SIZES_AT.forEach(offset -> control.putInt(offset, BLOCK_BYTES));
        control.putInt(228, WalGeometry.DEFAULT.segmentSize().bytes());
        Files.write(file, control.array(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    /** A command line of {@code pgbackrest}, to be run in the data directory. */
    String command(String words) {
        return "pgbackrest --config=" + ShellWord.quote(configuration().toString()) + " --stanza=main " + words;
    }

    /** PostgreSQL's data directory. */
    Path data() {
        return directory.resolve("data");
    }

    /** The same segments, each compressed under its own name. */
    Path archive() {
        return directory.resolve("archive");
    }

    private Path configuration() {
        return directory.resolve("pgbackrest.conf");
    }
}
