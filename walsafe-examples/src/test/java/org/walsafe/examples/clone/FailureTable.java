package org.walsafe.examples.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.ssh.tck.Program;

/** Breaks a backup in one way after the other, and has WalSafe and repmgr clone from it. */
final class FailureTable implements AutoCloseable {

    /** Breaks something, and mends it when it is closed. */
    interface Fault extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    /** Breaks something. */
    interface Breaking {
        Fault apply() throws IOException;
    }

    private final CloneScene scene;
    private final String backup;
    private final Path target;
    private final List<String> outcomes = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    FailureTable(CloneScene scene, String backup) throws IOException {
        this.scene = scene;
        this.backup = backup;
        this.target = scene.makeDirectory("table/data");
        scene.write("table/data/PG_VERSION", "15\n");
        scene.write("table/data/precious", "what was here before");
    }

    /**
     * One fault.
     *
     * @param name what is wrong
     * @param breaking how to make it so
     * @param status what {@code walsafe clone} must end with
     * @param word what it must say
     * @param repmgrStatus what repmgr 5.3.3 ends with
     */
    void row(String name, Breaking breaking, int status, String word, int repmgrStatus) throws IOException {
        Path conf = scene.repmgrConf(target, mappings());
        Path other = scene.path("repmgr/data");
        try (Fault fault = breaking.apply()) {
            Program walsafe = scene.walsafe(
                    "-f",
                    conf.toString(),
                    "--backup",
                    backup,
                    "--force",
                    "--no-restore-command-check",
                    "--upstream-conninfo",
                    scene.conninfo());
            boolean asExpected = walsafe.status() == status && walsafe.output().contains(word);
            outcomes.add(
                    name + ": walsafe " + walsafe.status() + (asExpected ? " and says why" : "\n" + walsafe.output()));
            assertThat(target.resolve("precious")).as(name).hasContent("what was here before");
            try (Stream<Path> entries = Files.list(target)) {
                assertThat(entries).as(name).hasSize(2);
            }
            Program repmgr = scene.repmgr(scene.repmgrConf(other, mappings()));
            outcomes.add(name + ": repmgr " + repmgr.status()
                    + (repmgr.status() == repmgrStatus ? "" : "\n" + repmgr.output()));
            assertThat(fault).isNotNull();
        }
        expected.add(name + ": walsafe " + status + " and says why");
        expected.add(name + ": repmgr " + repmgrStatus);
        for (Path made : List.of(other.getParent(), scene.path("table spaces"))) {
            if (Files.exists(made)) {
                PathUtils.deleteDirectory(made);
            }
        }
    }

    private String[] mappings() {
        Path old = scene.primary().data().getParent();
        return Stream.of("full", "empty", "its")
                .map(name -> "tablespace_mapping='" + old.resolve("space of " + name) + "="
                        + scene.path("table spaces").resolve(name) + "'")
                .toArray(String[]::new);
    }

    Breaking gone(Path file) {
        return () -> {
            Path aside = scene.barman().configuration().resolveSibling("aside");
            Files.move(file, aside);
            return () -> Files.move(aside, file);
        };
    }

    Breaking changed(Path file) {
        return () -> {
            byte[] whole = Files.readAllBytes(file);
            byte[] other = whole.clone();
            other[other.length / 2] ^= 1;
            Files.write(file, other);
            return () -> Files.write(file, whole);
        };
    }

    Breaking replaced(Path file, String one, String other) {
        return () -> {
            String whole = Files.readString(file);
            Files.writeString(file, whole.replace(one, other));
            return () -> Files.writeString(file, whole);
        };
    }

    Breaking unreachable() {
        return () -> {
            scene.sshd().stop();
            return () -> scene.sshd().start();
        };
    }

    List<String> outcomes() {
        return outcomes;
    }

    List<String> expected() {
        return expected;
    }

    @Override
    public void close() throws IOException {
        PathUtils.deleteDirectory(target.getParent());
    }
}
