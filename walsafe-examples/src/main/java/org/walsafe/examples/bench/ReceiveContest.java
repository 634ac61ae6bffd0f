package org.walsafe.examples.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.jdbc.receive.ReceiverConfig;
import org.walsafe.jdbc.receive.ReplicationSource;
import org.walsafe.jdbc.receive.WalReceiver;

/** Receiving WAL, beside {@code pg_receivewal}. */
final class ReceiveContest {

    /** At least 0.9 times as many bytes per second. */
    private static final double GOAL = 1 / 0.9;

    private static final String PEER = "`pg_receivewal` 15";
    private static final int DEADLINE_SECONDS = 60;

    private ReceiveContest() {}

    static Contest in(Path directory) throws IOException, InterruptedException {
        ReceiveStage stage = ReceiveStage.in(directory);
        Path program = PostgresPrograms.path("pg_receivewal");
        Side peer = Files.isExecutable(program)
                ? Side.of(PEER, times -> pgReceivewal(program, stage))
                : new Side.Absent(PEER, "PostgreSQL 15");
        return new Contest(
                "Receiving WAL, beside pg_receivewal",
                "256 MiB of segments that a PostgreSQL 9.3.5 on the loopback interface has already written, each flushed to"
                        + " disk before it gets its name. Our side also takes each segment's SHA-256.",
                9,
                1,
                List.of(peer, Side.of("`WalReceiver`", times -> receive(stage)).atMost(GOAL)),
                stage);
    }

    private static void pgReceivewal(Path program, ReceiveStage stage) throws IOException, InterruptedException {
        Path directory = stage.freshDirectory();
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "--host=127.0.0.1",
                        "--port=" + stage.server().port(),
                        "--username=" + EmbeddedPostgres.SUPERUSER,
                        "--no-loop",
                        "--no-password",
                        "--endpos=" + stage.end(),
                        "--directory=" + directory)
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.INHERIT);
        builder.environment().put("PGPASSWORD", stage.server().password());
        Process process = builder.start();
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("pg_receivewal does not end");
            }
        } finally {
            process.destroyForcibly();
        }
        finish(directory, stage);
    }

    private static void receive(ReceiveStage stage) throws IOException, InterruptedException {
        Path directory = stage.freshDirectory();
        ReplicationSource source = ReplicationSource.at("jdbc:postgresql://127.0.0.1:"
                + stage.server().port() + "/postgres?sslmode=disable&gssEncMode=disable&user="
                + EmbeddedPostgres.SUPERUSER + "&password=" + stage.server().password());
        CompletableFuture<Void> end = new CompletableFuture<>();
        WalReceiver receiver = new WalReceiver(ReceiverConfig.of(source, directory));
        Thread thread = new Thread(() -> run(receiver, end), "receiver of the contest");
        thread.start();
        try {
            awaitLast(directory.resolve(stage.last().text()), thread);
        } finally {
            receiver.close();
            thread.join();
        }
        try {
            end.join();
        } catch (CompletionException e) {
            throw new IOException("the receiver failed", e.getCause());
        }
        finish(directory, stage);
    }

    private static void awaitLast(Path last, Thread receiving) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
        while (!Files.exists(last) && receiving.isAlive()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the receiver does not come to " + last);
            }
            TimeUnit.MILLISECONDS.timedJoin(receiving, 1);
        }
    }

    private static void run(WalReceiver receiver, CompletableFuture<Void> end) {
        try {
            receiver.run();
            end.complete(null);
        } catch (IOException | InterruptedException | RuntimeException e) {
            end.completeExceptionally(e);
        }
    }

    private static void finish(Path directory, ReceiveStage stage) throws IOException {
        if (!Files.exists(directory.resolve(stage.last().text()))) {
            throw new IOException(stage.last() + " was not received");
        }
        PathUtils.deleteDirectory(directory);
    }
}
