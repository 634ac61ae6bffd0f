package org.walsafe.clone.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What root puts into another user's directory is that user's, who could not use it otherwise. */
final class Ownership {

    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));
    private static final Integer ROOT = 0;

    private Ownership() {}

    static void giveToOwnerOfParent(Path entry) throws IOException {
        if (!IS_ROOT) {
            return;
        }
        Path parent = entry.resolveSibling(".");
        Object owner = Files.getAttribute(parent, "unix:uid");
        if (!ROOT.equals(owner)) {
            Files.setAttribute(entry, "unix:gid", Files.getAttribute(parent, "unix:gid"), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(entry, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        }
    }
}
