package org.walsafe.clone.copy;

import org.walsafe.host.FileMode;

/**
 * The permissions of copies: those of the originals, as far as PostgreSQL allows them to a data directory. Nothing for others;
 * nothing for the group before PostgreSQL 11, and no writing after ({@code src/include/common/file_perm.h}).
 *
 * @param groupMayRead whether the version allows it
 */
record CopyModes(boolean groupMayRead) {

    private static final int FIRST_WITH_GROUP = 110_000;

    static CopyModes of(int version) {
        return new CopyModes(version >= FIRST_WITH_GROUP);
    }

    FileMode directory(FileMode original) {
        return new FileMode((original.bits() & allowed()) | 0700);
    }

    FileMode file(FileMode original) {
        return new FileMode((original.bits() & allowed()) | 0600);
    }

    private int allowed() {
        return groupMayRead ? 0750 : 0700;
    }
}
