package org.walsafe.verify;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.walsafe.wal.SegmentName;

/** Takes what is found, and lets waivers speak. Thread-safe. */
final class FindingLog {

    private final Findings.Collector collector = new Findings.Collector();
    private final Waivers waivers;
    private final Instant now;
    private final Set<Waiver> used = Collections.synchronizedSet(new HashSet<>());

    FindingLog(Waivers waivers, Instant now) {
        this.waivers = waivers;
        this.now = now;
    }

    Waivers waivers() {
        return waivers;
    }

    Instant now() {
        return now;
    }

    /** Adds a finding that no waiver speaks of. */
    void add(Finding finding) {
        finding.waiver().ifPresent(used::add);
        collector.add(finding);
    }

    /** Adds a finding about a segment; a loss may be waived. */
    void add(SegmentName segment, Finding finding) {
        Optional<Waiver> waiver =
                finding.kind().severity() == Severity.DAMAGE ? waivers.of(segment, now) : Optional.empty();
        add(new Finding(finding.kind(), finding.subject(), finding.sentence(), waiver));
    }

    /** All of it, and the waivers that have nothing to say. */
    Findings finish() {
        for (Waiver waiver : waivers.all()) {
            String subject = waiver.first().equals(waiver.last())
                    ? waiver.first().text()
                    : waiver.first() + ".." + waiver.last();
            if (!waiver.holdsAt(now)) {
                add(new Finding(
                        FindingKind.IDLE_WAIVER,
                        subject,
                        "the waiver of " + waiver.author() + " ended on " + waiver.until()));
            } else if (!used.contains(waiver)) {
                add(new Finding(
                        FindingKind.IDLE_WAIVER,
                        subject,
                        "the waiver of " + waiver.author() + " covers nothing that is lost"));
            }
        }
        return collector.collected();
    }
}
