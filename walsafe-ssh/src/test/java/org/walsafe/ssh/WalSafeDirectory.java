package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.walsafe.host.HostPath;
import org.walsafe.registry.MarkerKey;
import org.walsafe.ssh.tck.Account;

/**
 * A WAL safe directory on the other side, which is this machine, with a name that every shell would take apart.
 *
 * @param directory the directory
 * @param owner whose it is
 */
record WalSafeDirectory(Path directory, Account owner) {

    private static final String NAME = "it's the \"WAL\" $(touch hurt) `dir`; #?%41*";

    static WalSafeDirectory in(Path parent, Account owner) throws IOException {
        Path directory = Files.createDirectory(
                parent.resolve(NAME),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        owner.own(directory);
        return new WalSafeDirectory(directory, owner);
    }

    HostPath path() {
        return new HostPath(directory.toString());
    }

    void plant(MarkerKey key, byte[] bytes) throws IOException {
        Path file = directory.resolve(key.fileName());
        Files.write(file, bytes);
        owner.own(file);
    }

    void openToOthers() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    }
}
