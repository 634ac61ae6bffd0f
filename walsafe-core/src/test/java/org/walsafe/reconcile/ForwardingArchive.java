package org.walsafe.reconcile;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** Another archive, with what a test changes. */
class ForwardingArchive implements WalArchive {

    private final WalArchive archive;

    ForwardingArchive(WalArchive archive) {
        this.archive = archive;
    }

    @Override
    public String location() {
        return archive.location();
    }

    @Override
    public Optional<SystemIdentifier> systemIdentifier() throws IOException {
        return archive.systemIdentifier();
    }

    @Override
    public boolean holds(WalFileName file) throws IOException {
        return archive.holds(file);
    }

    @Override
    public void list(ArchiveVisitor visitor) throws IOException {
        archive.list(visitor);
    }

    @Override
    public Optional<StoredWalFile> open(WalFileName file) throws IOException {
        return archive.open(file);
    }

    @Override
    public void makeDurable(List<WalFileName> files) throws IOException {
        archive.makeDurable(files);
    }
}
