package org.walsafe.examples.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The system user that PostgreSQL runs as: ourselves, or {@code nobody} when we are root, which PostgreSQL refuses.
 *
 * <p>{@code setpriv} (util-linux) changes the user because it replaces itself with the server: the process that we start
 * is the postmaster, so its process id and its end are ours to see.
 */
enum ServerUser {
    /** The user of this process. */
    OURSELVES {
        @Override
        List<String> commandLine(List<String> words) {
            return words;
        }

        @Override
        void own(Path path) {}
    },
    /** The unprivileged user that every Linux has. */
    NOBODY {
        @Override
        List<String> commandLine(List<String> words) {
            List<String> line = new ArrayList<>(
                    List.of("setpriv", "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups", "--"));
            line.addAll(words);
            return line;
        }

        @Override
        void own(Path path) throws IOException {
            Files.setAttribute(path, "unix:uid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
        }
    };

    private static final int NOBODY_ID = 65534;

    /** Who server processes of this process must run as. */
    static ServerUser ofThisProcess() throws IOException {
        return ourId() == 0 ? NOBODY : OURSELVES;
    }

    /** The effective user id of this process. */
    static int ourId() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    /** {@code words} as a command that runs as this user. */
    abstract List<String> commandLine(List<String> words);

    /** Makes this user the owner of {@code path}. */
    abstract void own(Path path) throws IOException;
}
