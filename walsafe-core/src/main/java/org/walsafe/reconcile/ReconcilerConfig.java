package org.walsafe.reconcile;

import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.archive.ArchiveStatusSource;
import org.walsafe.registry.WalSafeRegistry;

/**
 * What a {@link Reconciler} works with. Everything in it stays the caller's to close.
 *
 * <p>Immutable and thread-safe as far as its parts are. Never blocks.
 *
 * @param primary tells what PostgreSQL waits for
 * @param archive what should hold it
 * @param registry takes the confirmations
 * @param rules the user's choices
 * @param comparedWith PostgreSQL's own files, there exactly where the rules demand {@link EvidenceDepth#IDENTICAL}
 * @param confirmedBy who confirms, as the markers say: one printable line
 * @param time tells when
 * @since 0.1.0
 */
public record ReconcilerConfig(
        ArchiveStatusSource primary,
        WalArchive archive,
        WalSafeRegistry registry,
        ReconcileRules rules,
        Optional<PrimaryWal> comparedWith,
        String confirmedBy,
        InstantSource time) {

    /**
     * Checks that depth and comparison fit.
     *
     * @throws IllegalArgumentException where the rules demand identical files and there is nothing to compare with, or the
     *     other way round
     */
    public ReconcilerConfig {
        if ((rules.depth() == EvidenceDepth.IDENTICAL) != comparedWith.isPresent()) {
            throw new IllegalArgumentException("rules of depth " + rules.depth()
                    + (comparedWith.isPresent()
                            ? " do not compare with PostgreSQL's own files, but those were given"
                            : " need PostgreSQL's own files to compare with"));
        }
    }

    /**
     * {@return the three parties, with {@linkplain ReconcileRules#DEFAULT default rules} and the system's clock}
     *
     * @param primary tells what PostgreSQL waits for
     * @param archive what should hold it
     * @param registry takes the confirmations
     */
    public static ReconcilerConfig of(ArchiveStatusSource primary, WalArchive archive, WalSafeRegistry registry) {
        return new ReconcilerConfig(
                primary,
                archive,
                registry,
                ReconcileRules.DEFAULT,
                Optional.empty(),
                "walsafe reconcile",
                InstantSource.system());
    }

    /**
     * {@return the same with other rules, which must not change whether files are compared}
     *
     * @param newRules the user's choices
     */
    public ReconcilerConfig withRules(ReconcileRules newRules) {
        return new ReconcilerConfig(primary, archive, registry, newRules, comparedWith, confirmedBy, time);
    }

    /**
     * {@return the same, confirming only what is byte for byte PostgreSQL's own file}
     *
     * @param ownFiles PostgreSQL's own files
     */
    public ReconcilerConfig comparingWith(PrimaryWal ownFiles) {
        return new ReconcilerConfig(
                primary,
                archive,
                registry,
                rules.withDepth(EvidenceDepth.IDENTICAL),
                Optional.of(ownFiles),
                confirmedBy,
                time);
    }

    /**
     * {@return the same in another name}
     *
     * @param who who confirms, for example {@code barman:main@backup1}
     */
    public ReconcilerConfig confirmedBy(String who) {
        return new ReconcilerConfig(primary, archive, registry, rules, comparedWith, who, time);
    }

    /**
     * {@return the same with another clock}
     *
     * @param newTime tells when
     */
    public ReconcilerConfig withTime(InstantSource newTime) {
        return new ReconcilerConfig(primary, archive, registry, rules, comparedWith, confirmedBy, newTime);
    }
}
