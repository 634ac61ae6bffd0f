package org.walsafe.barman;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.walsafe.host.DirectoryVisitor;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

/**
 * The directory into which {@link HookScript} drops the names of WAL files that Barman has archived: what a resident
 * confirmer looks at to know that there is something to do.
 *
 * <p>For one reader; writers do not mind it. Thread-safe. Blocks as long as the host does.
 *
 * @since 0.1.0
 */
public final class HookSpool {

    /** Names taken at once; if there are more, one reconciliation finds the files faster than their names. */
    private static final int MOST_NAMES = 1000;

    private final Host host;
    private final HostPath directory;

    /**
     * A spool; nothing is read yet.
     *
     * @param host the Barman host; stays the caller's to close
     * @param directory the directory
     */
    public HookSpool(Host host, HostPath directory) {
        this.host = host;
        this.directory = directory;
    }

    /** {@return where the spool is, for messages} */
    public String location() {
        return host.name() + ":" + directory;
    }

    /**
     * Takes names out of the spool, at most a thousand. They are hints: each file may or may not be in the archive, and files
     * may be there of which no name was dropped. What has no WAL file's name stays where it is.
     *
     * @return names of WAL files, at least one as long as the spool holds any
     * @throws IOException when the spool could not be read, or a name not be removed; the names removed before are lost
     */
    public Set<WalFileName> take() throws IOException {
        Set<WalFileName> names = new LinkedHashSet<>();
        host.files().list(directory, name -> {
            WalFileName.tryParse(name).ifPresent(names::add);
            return names.size() < MOST_NAMES ? DirectoryVisitor.Next.CONTINUE : DirectoryVisitor.Next.STOP;
        });
        for (WalFileName name : names) {
            host.files().delete(directory.child(name.text()));
        }
        return names;
    }
}
