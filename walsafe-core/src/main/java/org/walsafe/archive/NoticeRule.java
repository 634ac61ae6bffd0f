package org.walsafe.archive;

import java.util.Optional;

/**
 * Gives a notice to a decision, whatever the decision is.
 *
 * <p>Pure and thread-safe, as {@link ArchiveRule} is.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface NoticeRule {

    /**
     * {@return what a human should see, or empty}
     *
     * @param question what PostgreSQL asked
     */
    Optional<Notice> notice(ArchiveQuestion question);
}
