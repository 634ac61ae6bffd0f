package org.walsafe.reconcile;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.walsafe.archive.ArchiverOrder;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalFileName;

/** An archive that a test fills, counts the calls of, and takes away. */
final class InMemoryArchive implements WalArchive {

    final Map<WalFileName, byte[]> files = new TreeMap<>(ArchiverOrder.HISTORIES_FIRST);
    final Set<WalFileName> durable = new HashSet<>();
    Optional<SystemIdentifier> declared = Optional.empty();
    Optional<IOException> failure = Optional.empty();
    int lookups;
    int listings;
    int openings;

    @Override
    public String location() {
        return "memory:archive";
    }

    @Override
    public Optional<SystemIdentifier> systemIdentifier() throws IOException {
        failIfAsked();
        return declared;
    }

    @Override
    public boolean holds(WalFileName file) throws IOException {
        failIfAsked();
        lookups++;
        return files.containsKey(file);
    }

    @Override
    public void list(ArchiveVisitor visitor) throws IOException {
        failIfAsked();
        listings++;
        files.keySet().forEach(visitor::walFile);
        visitor.stranger("xlog.db");
    }

    @Override
    public Optional<StoredWalFile> open(WalFileName file) throws IOException {
        failIfAsked();
        openings++;
        return Optional.ofNullable(files.get(file))
                .map(bytes ->
                        new StoredWalFile(new ByteArrayInputStream(bytes), bytes.length, location() + "/" + file));
    }

    @Override
    public void makeDurable(List<WalFileName> confirmed) throws IOException {
        failIfAsked();
        durable.addAll(confirmed);
    }

    private void failIfAsked() throws IOException {
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
