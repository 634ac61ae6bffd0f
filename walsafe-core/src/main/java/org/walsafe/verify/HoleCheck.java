package org.walsafe.verify;

import org.walsafe.registry.MarkerKey;
import org.walsafe.registry.MarkerKind;
import org.walsafe.registry.MarkerVisitor;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/** Compares the holes that a registry records with what the archive holds after all. */
final class HoleCheck {

    private final ArchiveContents contents;
    private final WalGeometry geometry;
    private final FindingLog log;

    HoleCheck(ArchiveContents contents, WalGeometry geometry, FindingLog log) {
        this.contents = contents;
        this.geometry = geometry;
        this.log = log;
    }

    void run(WalSafeRegistry registry) {
        registry.list(new MarkerVisitor() {
            @Override
            public void marker(MarkerKey key) {
                if (key.kind() == MarkerKind.HOLE) {
                    note(key.file(), registry.location());
                }
            }

            @Override
            public void stranger(String name) {}
        });
    }

    private void note(WalFileName file, String registry) {
        String said = "PostgreSQL was allowed to recycle it unconfirmed, as recorded in " + registry;
        if (contents.holds(file, geometry)) {
            log.add(new Finding(FindingKind.HEALED_HOLE, file.text(), said + ", but the archive has it"));
            return;
        }
        Finding lost = new Finding(FindingKind.RECORDED_HOLE, file.text(), said + ", and the archive lacks it");
        file.segmentName().ifPresentOrElse(segment -> log.add(segment, lost), () -> log.add(lost));
    }
}
