package org.walsafe.examples.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.walsafe.reconcile.ArchiveVisitor;
import org.walsafe.reconcile.StoredWalFile;
import org.walsafe.reconcile.WalArchive;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** An archive that counts the files that are opened: reading them is what takes a reconciler its time. */
record WatchedArchive(WalArchive archive, Progress progress) implements WalArchive {

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
        progress.step();
        return archive.open(file);
    }

    @Override
    public void makeDurable(List<WalFileName> files) throws IOException {
        archive.makeDurable(files);
    }
}
