package org.walsafe.archive;

import java.util.Optional;
import org.walsafe.wal.PartialSegmentName;

/** Lets partial segments go, confirmed or not; says so where they are not. */
final class PartialSegmentRule implements ArchiveRule {

    @Override
    public String name() {
        return "partial-accepted";
    }

    @Override
    public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
        if (!(question.file() instanceof PartialSegmentName)) {
            return Optional.empty();
        }
        String file = question.file().text();
        ArchiveDecision archived =
                new ArchiveDecision.Archived(name(), file.concat(" is a partial segment, which the policy lets go"));
        return Optional.of(
                question.standing() instanceof Standing.Confirmed
                        ? archived
                        : archived.with(new Notice(
                                name(), file.concat(" is let go without confirmation, as a partial segment"))));
    }
}
