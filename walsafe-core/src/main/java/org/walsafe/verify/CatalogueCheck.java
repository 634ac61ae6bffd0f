package org.walsafe.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.barman.XlogDbLine;
import org.walsafe.error.PrintableText;
import org.walsafe.wal.TimelineId;
import org.walsafe.wal.WalFileName;
import org.walsafe.wal.WalGeometry;

/**
 * Compares an archive's own list with its files. The list is a hint that nobody restores by, so what differs is only worth
 * knowing.
 */
final class CatalogueCheck {

    private static final int LOOKED_FOR_AGAIN = 100;

    private final ArchiveSource source;
    private final ArchiveContents contents;
    private final WalGeometry geometry;
    private final FindingLog log;
    private final List<WalFileName> listedOnly = new ArrayList<>();
    private long listedOnlyCount;
    private long unreadable;
    private String firstUnreadable = "";

    CatalogueCheck(ArchiveSource source, ArchiveContents contents, WalGeometry geometry, FindingLog log) {
        this.source = source;
        this.contents = contents;
        this.geometry = geometry;
        this.log = log;
    }

    void run() throws IOException {
        ArchiveContents.Names listed = new ArchiveContents.Names();
        if (!source.readCatalogue(line -> take(line, listed))) {
            return;
        }
        for (WalFileName file : List.copyOf(listedOnly)) {
            if (source.find(file).isPresent()) {
                listedOnly.remove(file);
                listedOnlyCount--;
            }
        }
        note(
                listedOnlyCount,
                "in the archive's list, but not in the archive",
                listedOnly.stream().findFirst().map(WalFileName::text).orElse(""));
        note(unreadable, "lines of the archive's list that cannot be read", firstUnreadable);
        noteUnlisted(listed.numbered(geometry));
    }

    private void take(XlogDbLine line, ArchiveContents.Names listed) {
        if (line instanceof XlogDbLine.Entry entry) {
            listed.add(entry.file());
            if (!contents.holds(entry.file(), geometry)) {
                listedOnlyCount++;
                if (listedOnly.size() < LOOKED_FOR_AGAIN) {
                    listedOnly.add(entry.file());
                }
            }
        } else if (line instanceof XlogDbLine.Unreadable torn) {
            if (unreadable++ == 0) {
                firstUnreadable = "line " + torn.number() + ", " + PrintableText.quoted(torn.text());
            }
        }
    }

    /** A rebuilt list lacks partial segments, so these are not asked for. */
    private void noteUnlisted(ArchiveContents listed) {
        long count = 0;
        String first = "";
        for (TimelineId timeline : contents.segments().keySet()) {
            SegmentNumbers numbers = contents.of(timeline);
            SegmentNumbers known = listed.of(timeline);
            for (int i = 0; i < numbers.size(); i++) {
                if (!known.contains(numbers.get(i)) && count++ == 0) {
                    first = geometry.segmentNumbered(timeline, numbers.get(i)).text();
                }
            }
        }
        note(count, "segments in the archive, but not in its list", first);
    }

    private void note(long count, String what, String first) {
        if (count > 0) {
            log.add(new Finding(
                    FindingKind.CATALOGUE_DRIFT,
                    source.location(),
                    count + " " + what + (first.isEmpty() ? "" : ", the first: " + first)));
        }
    }
}
