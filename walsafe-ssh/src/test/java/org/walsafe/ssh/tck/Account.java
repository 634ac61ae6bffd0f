package org.walsafe.ssh.tck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.tck.RealParts;

/**
 * A user of this machine under which a server can run and be logged in to.
 *
 * @param name its name
 */
public record Account(String name) {

    private static final List<String> CANDIDATES = List.of("postgres", "barman");

    /** The user that runs the test. */
    public static Account current() {
        return new Account(System.getProperty("user.name"));
    }

    /**
     * A user whom file permissions bind: the current one, or, where that is root, one that a Debian package has made.
     *
     * @return the user
     */
    public static Account ordinary() {
        if (!current().isRoot()) {
            return current();
        }
        return CANDIDATES.stream()
                .map(Account::new)
                .filter(Account::hasShell)
                .findFirst()
                .orElseThrow(() -> new AssertionError("root cannot test permissions without one of " + CANDIDATES
                        + ". On Debian: apt-get install postgresql-15"));
    }

    /** Whether permissions do not bind it. */
    public boolean isRoot() {
        return name.equals("root");
    }

    private boolean hasShell() {
        Program entry = Program.run(List.of("getent", "passwd", name));
        return entry.status() == 0 && entry.output().strip().endsWith("sh");
    }

    /**
     * The words that run a program as this user.
     *
     * @param words the program and its arguments
     * @return those words, behind others where the user is not the current one
     */
    public List<String> running(List<String> words) {
        if (equals(current())) {
            return words;
        }
        List<String> all = new ArrayList<>(List.of(
                RealParts.path("setpriv").toString(), "--reuid=" + name, "--regid=" + name, "--clear-groups", "--"));
        all.addAll(words);
        return all;
    }

    /**
     * Makes a directory that belongs to this user alone, in one that everybody may pass.
     *
     * @param name how its name begins
     * @return the directory
     */
    public Path temporaryDirectory(String name) {
        try {
            Path directory = Files.createTempDirectory(name);
            own(directory);
            return directory;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Gives a file to this user.
     *
     * @param file the file or directory
     */
    public void own(Path file) {
        try {
            var users = file.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(file, users.lookupPrincipalByName(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
