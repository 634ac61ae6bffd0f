package org.walsafe.archive;

import java.util.List;

/**
 * How a decision came about.
 *
 * <p>Immutable and thread-safe.
 *
 * @param passed the rules that were asked first and had no answer, in order
 * @param decision the decision; its rule is the one that answered
 * @since 0.1.0
 */
public record ArchiveExplanation(List<String> passed, ArchiveDecision decision) {

    /** Keeps a copy of the list. */
    public ArchiveExplanation {
        passed = List.copyOf(passed);
    }

    /** One line for each rule, the decision last. */
    @Override
    public String toString() {
        StringBuilder lines = new StringBuilder();
        for (String rule : passed) {
            lines.append(rule).append(": no answer\n");
        }
        lines.append(decision.rule()).append(": ").append(decision.reason()).append('\n');
        for (Notice notice : decision.notices()) {
            lines.append(notice.rule())
                    .append(": notice: ")
                    .append(notice.text())
                    .append('\n');
        }
        return lines.toString();
    }
}
