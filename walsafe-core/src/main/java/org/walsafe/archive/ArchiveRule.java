package org.walsafe.archive;

import java.util.Optional;

/**
 * Answers some questions of PostgreSQL's archiver, and leaves the others to the rules after it.
 *
 * <p>A rule is pure: the answer depends on the question alone, and asking changes nothing. So a rule needs neither server
 * nor files to be tested, and is thread-safe. {@link ArchiveQuestion#standing()} is what most rules look at: it has
 * compared the confirmation with the offered file already.
 *
 * @since 0.1.0
 */
public interface ArchiveRule {

    /** {@return its name in decisions and explanations, for example {@code confirmed}} */
    String name();

    /**
     * {@return the decision, or empty where this rule has none}
     *
     * @param question what PostgreSQL asked
     */
    Optional<ArchiveDecision> decide(ArchiveQuestion question);
}
