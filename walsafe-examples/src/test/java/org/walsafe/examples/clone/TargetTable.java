package org.walsafe.examples.clone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.walsafe.ssh.tck.Program;

/** Has WalSafe and repmgr clone the same backup to targets of the same kind, and looks at what each has left there. */
final class TargetTable {

    /** Looks at what a clone left. */
    interface Look {
        /** What there is to say of it. */
        String at(Place place) throws IOException;
    }

    /**
     * Where a clone went.
     *
     * @param data the data directory
     * @param tablespaces the directory that tablespaces were mapped into
     */
    record Place(Path data, Path tablespaces) {}

    private final CloneScene scene;
    private final String backup;
    private final List<String> rows = new ArrayList<>();

    TargetTable(CloneScene scene, String backup) {
        this.scene = scene;
        this.backup = backup;
    }

    /** A new place for a data directory, and for tablespaces. */
    Place place(String name) throws IOException {
        Path above = scene.makeDirectory(name);
        return new Place(above.resolve("data"), above.resolve("tablespaces"));
    }

    /** Has WalSafe clone, and says how that ended and what is there. */
    void walsafe(String kind, Place place, Look look) throws IOException {
        Program program = scene.walsafe(
                "-f",
                conf(place),
                "--backup",
                backup,
                "--force",
                "--no-restore-command-check",
                "--upstream-conninfo",
                scene.conninfo());
        rows.add(kind + ": walsafe " + program.status() + ", " + look.at(place));
    }

    /** Has repmgr clone, and says how that ended and what is there. */
    void repmgr(String kind, Place place, Look look) throws IOException {
        Program program = scene.repmgr(Path.of(conf(place)));
        rows.add(kind + ": repmgr " + program.status() + ", " + look.at(place));
    }

    private String conf(Place place) throws IOException {
        Path old = scene.primary().data().getParent();
        return scene.repmgrConf(
                        place.data(),
                        Stream.of("full", "empty", "its")
                                .map(name -> "tablespace_mapping='" + old.resolve("space of " + name) + "="
                                        + place.tablespaces().resolve(name) + "'")
                                .toArray(String[]::new))
                .toString();
    }

    /** What was found, a line for each clone. */
    List<String> rows() {
        return rows;
    }

    /** Says whether something is there. */
    static String thereOrNot(Path path) {
        return path.getFileName() + (Files.exists(path) ? " is there" : " is gone");
    }
}
