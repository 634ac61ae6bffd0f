package org.walsafe.archive;

import java.util.ArrayList;
import java.util.List;
import org.walsafe.registry.Hole;

/**
 * How a question of PostgreSQL's archiver ends. PostgreSQL may recycle the file after {@link Archived} and
 * {@link ArchivedWithHole}, and keeps it and asks again after any other; {@link ArchiveExitStatus} has the numbers.
 *
 * <p>Every decision says why, as a whole sentence that names the file, and which rule gave it.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public sealed interface ArchiveDecision {

    /** {@return the name of the rule that decided} */
    String rule();

    /** {@return why, a sentence on one line} */
    String reason();

    /** {@return what a human should see although it did not decide, in order} */
    List<Notice> notices();

    /**
     * {@return the same decision with one more notice}
     *
     * @param notice what a human should see
     */
    ArchiveDecision with(Notice notice);

    /** {@return whether PostgreSQL may recycle the file} */
    default boolean letsGo() {
        return this instanceof Archived || this instanceof ArchivedWithHole;
    }

    /**
     * The file is confirmed, or the policy says in the open that it needs no confirmation.
     *
     * @param rule the rule that decided
     * @param reason why
     * @param notices what a human should see
     */
    record Archived(String rule, String reason, List<Notice> notices) implements ArchiveDecision {

        /** Keeps a copy of the list. */
        public Archived {
            notices = List.copyOf(notices);
        }

        /**
         * Without notices.
         *
         * @param rule the rule that decided
         * @param reason why
         */
        public Archived(String rule, String reason) {
            this(rule, reason, List.of());
        }

        @Override
        public Archived with(Notice notice) {
            return new Archived(rule, reason, append(notices, notice));
        }
    }

    /**
     * The file goes unconfirmed, because somebody took responsibility for that beforehand. From a policy this is an
     * intention; from the {@link ArchiveGate}, the hole is in the registry, durably.
     *
     * @param rule the rule that decided
     * @param reason why
     * @param hole the record of it
     * @param notices what a human should see
     */
    record ArchivedWithHole(String rule, String reason, Hole hole, List<Notice> notices) implements ArchiveDecision {

        /** Keeps a copy of the list. */
        public ArchivedWithHole {
            notices = List.copyOf(notices);
        }

        @Override
        public ArchivedWithHole with(Notice notice) {
            return new ArchivedWithHole(rule, reason, hole, append(notices, notice));
        }
    }

    /**
     * No confirmation yet. PostgreSQL keeps the file and asks again; nobody need do anything.
     *
     * @param rule the rule that decided
     * @param reason why
     * @param notices what a human should see
     */
    record Pending(String rule, String reason, List<Notice> notices) implements ArchiveDecision {

        /** Keeps a copy of the list. */
        public Pending {
            notices = List.copyOf(notices);
        }

        /**
         * Without notices.
         *
         * @param rule the rule that decided
         * @param reason why
         */
        public Pending(String rule, String reason) {
            this(rule, reason, List.of());
        }

        @Override
        public Pending with(Notice notice) {
            return new Pending(rule, reason, append(notices, notice));
        }
    }

    /**
     * Something is wrong that waiting will not mend; a human must look.
     *
     * @param rule the rule that decided
     * @param reason why
     * @param notices what a human should see
     */
    record Refused(String rule, String reason, List<Notice> notices) implements ArchiveDecision {

        /** Keeps a copy of the list. */
        public Refused {
            notices = List.copyOf(notices);
        }

        /**
         * Without notices.
         *
         * @param rule the rule that decided
         * @param reason why
         */
        public Refused(String rule, String reason) {
            this(rule, reason, List.of());
        }

        @Override
        public Refused with(Notice notice) {
            return new Refused(rule, reason, append(notices, notice));
        }
    }

    /**
     * The gate could not look: the registry cannot be reached, or the offered file not be read. Never to be taken for
     * "not confirmed".
     *
     * @param rule the rule that decided
     * @param reason what failed
     * @param notices what a human should see
     */
    record Unknown(String rule, String reason, List<Notice> notices) implements ArchiveDecision {

        /** Keeps a copy of the list. */
        public Unknown {
            notices = List.copyOf(notices);
        }

        /**
         * Without notices.
         *
         * @param rule the rule that decided
         * @param reason what failed
         */
        public Unknown(String rule, String reason) {
            this(rule, reason, List.of());
        }

        @Override
        public Unknown with(Notice notice) {
            return new Unknown(rule, reason, append(notices, notice));
        }
    }

    private static List<Notice> append(List<Notice> notices, Notice notice) {
        List<Notice> more = new ArrayList<>(notices);
        more.add(notice);
        return more;
    }
}
