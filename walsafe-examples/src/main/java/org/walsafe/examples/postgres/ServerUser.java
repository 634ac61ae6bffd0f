package org.walsafe.examples.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The system user that PostgreSQL runs as: ourselves, or another one when we are root, which PostgreSQL refuses.
 *
 * <p>{@code setpriv} (util-linux) changes the user because it replaces itself with the server: the process that we start
 * is the postmaster, so its process id and its end are ours to see.
 *
 * @param id the user's number
 * @param group the number of the user's own group
 */
record ServerUser(int id, int group) {

    private static final Path USERS = Path.of("/etc/passwd");
    private static final ServerUser NOBODY = new ServerUser(65534, 65534);

    /** Who server processes of this process must run as, when nobody has said: nobody, where we are root. */
    static ServerUser ofThisProcess() throws IOException {
        return ourId() == 0 ? NOBODY : new ServerUser(ourId(), idOfSelf("unix:gid"));
    }

    /** The user of that name in {@code /etc/passwd}. */
    static ServerUser named(String name) throws IOException {
        try (Stream<String> lines = Files.lines(USERS)) {
            String[] fields = lines.filter(line -> line.startsWith(name + ':'))
                    .findFirst()
                    .orElseThrow(() -> new NoSuchFileException(USERS.toString(), null, "it has no user " + name))
                    .split(":");
            return new ServerUser(Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
        }
    }

    /** The effective user id of this process. */
    static int ourId() throws IOException {
        return idOfSelf("unix:uid");
    }

    private static int idOfSelf(String attribute) throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), attribute);
    }

    /** {@code words} as a command that runs as this user. */
    List<String> commandLine(List<String> words) throws IOException {
        if (id == ourId()) {
            return words;
        }
        List<String> line =
                new ArrayList<>(List.of("setpriv", "--reuid=" + id, "--regid=" + group, "--clear-groups", "--"));
        line.addAll(words);
        return line;
    }

    /** Makes this user the owner of {@code path}. */
    void own(Path path) throws IOException {
        if (id != ourId()) {
            Files.setAttribute(path, "unix:uid", id, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
