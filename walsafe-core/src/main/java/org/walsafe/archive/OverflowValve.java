package org.walsafe.archive;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.walsafe.archive.ArchiveDecision.ArchivedWithHole;
import org.walsafe.registry.Hole;

/**
 * Lets files go unconfirmed rather than let PostgreSQL's disk run full, once too much waits or too little room is left. No
 * shipped policy has this rule; who adds it breaks the promise knowingly, and says so in an {@link Acknowledgement}. Each
 * file that goes this way leaves a hole in the registry, which verification reports.
 *
 * <p>The valve opens for a file that is merely not confirmed. It stays shut where the registry cannot be reached (the hole
 * could not be recorded), where a confirmation contradicts the file, and where nobody looked at the backlog. It must stand
 * before the rule that would answer "pending".
 *
 * <p>Immutable and thread-safe; pure.
 *
 * @since 0.1.0
 */
public final class OverflowValve implements ArchiveRule {

    private final OptionalLong mostWaiting;
    private final OptionalLong leastFreeBytes;
    private final Acknowledgement acknowledgement;

    private OverflowValve(OptionalLong mostWaiting, OptionalLong leastFreeBytes, Acknowledgement acknowledgement) {
        this.mostWaiting = mostWaiting;
        this.leastFreeBytes = leastFreeBytes;
        this.acknowledgement = acknowledgement;
    }

    /**
     * {@return a valve that opens when more files wait}
     *
     * @param mostWaiting how many may wait
     * @param acknowledgement who wants that, and why
     */
    public static OverflowValve whenMoreWaitThan(long mostWaiting, Acknowledgement acknowledgement) {
        return new OverflowValve(notNegative(mostWaiting), OptionalLong.empty(), acknowledgement);
    }

    /**
     * {@return a valve that opens when fewer bytes are free where WAL is written}
     *
     * @param leastFreeBytes how many bytes must be free
     * @param acknowledgement who wants that, and why
     */
    public static OverflowValve whenFewerBytesAreFreeThan(long leastFreeBytes, Acknowledgement acknowledgement) {
        return new OverflowValve(OptionalLong.empty(), notNegative(leastFreeBytes), acknowledgement);
    }

    private static OptionalLong notNegative(long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit of an overflow valve must be >= 0, is " + limit);
        }
        return OptionalLong.of(limit);
    }

    @Override
    public String name() {
        return "overflow-valve";
    }

    @Override
    public Optional<ArchiveDecision> decide(ArchiveQuestion question) {
        Optional<String> overflow = question.backlog().flatMap(this::overflow);
        if (overflow.isEmpty() || !(question.standing() instanceof Standing.NotConfirmed)) {
            return Optional.empty();
        }
        String file = question.file().text();
        Notice notice = new Notice(
                name(),
                file + " is let go UNCONFIRMED: " + overflow.get() + "; acknowledged by " + acknowledgement.who() + ": "
                        + acknowledgement.why());
        Hole hole = new Hole(
                question.file(), overflow.get() + "; " + acknowledgement.why(), acknowledgement.who(), question.now());
        return Optional.of(
                new ArchivedWithHole(name(), file + " goes unconfirmed, because " + overflow.get(), hole, List.of())
                        .with(notice));
    }

    private Optional<String> overflow(Backlog backlog) {
        if (mostWaiting.isPresent() && backlog.waiting() > mostWaiting.getAsLong()) {
            return Optional.of(backlog.waiting() + " files wait, more than " + mostWaiting.getAsLong());
        }
        if (leastFreeBytes.isPresent()
                && backlog.freeBytes().isPresent()
                && backlog.freeBytes().getAsLong() < leastFreeBytes.getAsLong()) {
            return Optional.of(
                    backlog.freeBytes().getAsLong() + " bytes are free, fewer than " + leastFreeBytes.getAsLong());
        }
        return Optional.empty();
    }
}
