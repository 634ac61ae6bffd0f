package org.walsafe.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.FileKind;
import org.walsafe.host.FileStatus;
import org.walsafe.host.HostPath;

/**
 * Finds the files of a base backup, plain in directories or within tar files, and shows each under its path in the data
 * directory.
 */
final class BackupFiles {

    private static final Pattern TAR =
            Pattern.compile("(base|pg_wal|[0-9]{1,10})\\.(?:tar(?:\\.gz|\\.lz4|\\.zst)?|tgz)(?:\\.gpg)?");
    private static final char LOST_IN_DECODING = 0xFFFD;
    static final String TABLESPACES = "pg_tblspc/";

    private final BackupPlace place;
    private final Visitor visitor;
    private final Set<Long> visitedTablespaces = new HashSet<>();

    BackupFiles(BackupPlace place, Visitor visitor) {
        this.place = place;
        this.visitor = visitor;
    }

    /** How the files of a backup are kept. */
    enum Form {
        PLAIN,
        TAR
    }

    /** Takes what is found. */
    interface Visitor {

        /** Whether a path is none of the backup's business. */
        boolean ignores(String path);

        /** A plain file, to be opened when there is time for it. */
        void plainFile(String path, HostPath file, StoredFile stored) throws IOException;

        /** A tar file, to be read when there is time for it. */
        void tarFile(BackupTar tar) throws IOException;

        /** The tar file of the WAL that the backup holds itself. */
        void walTar(BackupTar tar);

        /** A tablespace, even one without files. */
        void tablespace(long oid);

        /** Something that should not be there, or cannot be looked at. */
        void note(FindingKind kind, String path, String sentence);
    }

    Form visit(HostPath data) throws IOException {
        List<String> names = names(data);
        if (names.stream().anyMatch(name -> TAR.matcher(name).matches() && name.startsWith("base."))) {
            for (String name : names) {
                visitTar(data.child(name));
            }
            return Form.TAR;
        }
        visit(data, names, "");
        for (Map.Entry<Long, HostPath> tablespace : place.tablespaces().entrySet()) {
            visitTablespace(tablespace.getKey(), tablespace.getValue());
        }
        return Form.PLAIN;
    }

    private void visit(HostPath directory, List<String> names, String prefix) throws IOException {
        for (String name : names) {
            String path = prefix + name;
            if (visitor.ignores(path)) {
                continue;
            }
            HostPath file = directory.child(name);
            Optional<FileStatus> status = status(file, path);
            if (status.isEmpty()) {
                noteUnnameable(path);
                continue;
            }
            FileKind kind = status.get().kind();
            if (prefix.equals(TABLESPACES) && name.matches("[0-9]{1,10}") && kind != FileKind.REGULAR) {
                long oid = Long.parseLong(name);
                visitTablespace(oid, place.tablespaces().getOrDefault(oid, file));
                continue;
            }
            switch (kind) {
                case REGULAR -> visitor.plainFile(path, file, StoredFile.of(status.get()));
                case DIRECTORY -> visitDirectory(file, path);
                case SYMBOLIC_LINK ->
                    visitor.note(
                            FindingKind.NO_REGULAR_FILE,
                            path,
                            "a symbolic link, which is not part of what a backup holds");
                case OTHER -> visitor.note(FindingKind.NO_REGULAR_FILE, path, "neither a file nor a directory");
            }
        }
    }

    private void visitDirectory(HostPath directory, String path) throws IOException {
        List<String> names;
        try {
            names = names(directory);
        } catch (IOException e) {
            visitor.note(FindingKind.NOT_READ, path, "the directory could not be read: " + e.getMessage());
            return;
        }
        visit(directory, names, path + "/");
    }

    private void visitTablespace(long oid, HostPath directory) throws IOException {
        if (!visitedTablespaces.add(oid)) {
            return;
        }
        try {
            List<String> names = names(directory);
            visitor.tablespace(oid);
            visit(directory, names, TABLESPACES + oid + "/");
        } catch (IOException e) {
            visitor.note(
                    FindingKind.NOT_READ,
                    TABLESPACES + oid,
                    "the tablespace's directory could not be read: " + e.getMessage());
        }
    }

    /** A host that decodes names cannot find again what it decoded with a loss; anything else has gone meanwhile. */
    private void noteUnnameable(String path) {
        if (path.indexOf(LOST_IN_DECODING) >= 0) {
            visitor.note(FindingKind.NOT_READ, path, "its name is not text to that host, so it cannot be opened by it");
        }
    }

    private Optional<FileStatus> status(HostPath file, String path) {
        try {
            return place.host().files().status(file);
        } catch (IOException e) {
            visitor.note(FindingKind.NOT_READ, path, "could not be looked at: " + e.getMessage());
            return Optional.empty();
        }
    }

    private List<String> names(HostPath directory) throws IOException {
        List<String> names = new ArrayList<>();
        place.host().files().list(directory, name -> {
            names.add(name);
            return DirectoryVisitor.Next.CONTINUE;
        });
        return names;
    }

    private void visitTar(HostPath file) throws IOException {
        String name = file.name();
        if (visitor.ignores(name)) {
            return;
        }
        Matcher matcher = TAR.matcher(name);
        if (!matcher.matches()) {
            visitor.note(FindingKind.EXTRA_FILE, name, "not expected among the tar files of a backup");
            return;
        }
        String what = matcher.group(1);
        if (what.equals("pg_wal")) {
            visitor.walTar(new BackupTar(file, ""));
            return;
        }
        if (!what.equals("base")) {
            visitor.tablespace(Long.parseLong(what));
        }
        visitor.tarFile(new BackupTar(file, what.equals("base") ? "" : TABLESPACES + what + "/"));
    }
}
