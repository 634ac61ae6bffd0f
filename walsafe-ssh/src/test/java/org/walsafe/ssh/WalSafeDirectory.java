package org.walsafe.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Makes WAL safe directories, with a name that every shell would take apart. */
final class WalSafeDirectory {

    private static final String NAME = "it's the \"WAL\" $(touch hurt) `dir`; #?%41*";

    private WalSafeDirectory() {}

    static Path in(Path parent) throws IOException {
        return Files.createDirectory(
                parent.resolve(NAME),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
}
