package org.walsafe.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which WAL files may be recycled: rules in order, of which the first that has an answer decides. Where none has, the file
 * is refused.
 *
 * <p>Before all rules stands one that no policy can leave out: a segment that is not what its name says never goes, and
 * nothing goes that cannot be read, except a backup history file. Composing is associative, {@link #NONE} changes nothing, and notices never change a decision.
 *
 * <p>Immutable. Pure and thread-safe, if its rules are. Blocks only where a rule asks for a digest
 * ({@link OfferedDigest}).
 *
 * @since 0.1.0
 */
public final class ArchivePolicy {

    /** The policy without a rule, which refuses everything. */
    public static final ArchivePolicy NONE = new ArchivePolicy(List.of(), List.of());

    private static final String NO_RULE = "deny-by-default";

    private final List<ArchiveRule> rules;
    private final List<NoticeRule> noticeRules;

    private ArchivePolicy(List<ArchiveRule> rules, List<NoticeRule> noticeRules) {
        this.rules = rules;
        this.noticeRules = noticeRules;
    }

    /**
     * {@return the policy of one rule}
     *
     * @param rule the rule
     */
    public static ArchivePolicy of(ArchiveRule rule) {
        return NONE.then(rule);
    }

    /**
     * {@return this policy, with one more rule for what it leaves undecided}
     *
     * @param rule the rule
     */
    public ArchivePolicy then(ArchiveRule rule) {
        return new ArchivePolicy(joined(rules, List.of(rule)), noticeRules);
    }

    /**
     * {@return this policy, with another for what it leaves undecided, and the notices of both}
     *
     * @param next the other policy
     */
    public ArchivePolicy then(ArchivePolicy next) {
        return new ArchivePolicy(joined(rules, next.rules), joined(noticeRules, next.noticeRules));
    }

    /**
     * {@return this policy, with one more source of notices}
     *
     * @param rule gives the notices
     */
    public ArchivePolicy noticing(NoticeRule rule) {
        return new ArchivePolicy(rules, joined(noticeRules, List.of(rule)));
    }

    /**
     * {@return the decision}
     *
     * @param question what PostgreSQL asks
     */
    public ArchiveDecision decide(ArchiveQuestion question) {
        ArchiveDecision decision = firstAnswer(question);
        for (NoticeRule rule : noticeRules) {
            Optional<Notice> notice = rule.notice(question);
            if (notice.isPresent()) {
                decision = decision.with(notice.get());
            }
        }
        return decision;
    }

    /**
     * {@return how the decision comes about: each rule that was asked, in order, and what it said}
     *
     * @param question what PostgreSQL asks
     */
    public ArchiveExplanation explain(ArchiveQuestion question) {
        List<String> passed = new ArrayList<>();
        if (OfferedFileRule.INSTANCE.decide(question).isEmpty()) {
            passed.add(OfferedFileRule.INSTANCE.name());
            for (ArchiveRule rule : rules) {
                if (rule.decide(question).isPresent()) {
                    break;
                }
                passed.add(rule.name());
            }
        }
        return new ArchiveExplanation(passed, decide(question));
    }

    private ArchiveDecision firstAnswer(ArchiveQuestion question) {
        Optional<ArchiveDecision> answer = OfferedFileRule.INSTANCE.decide(question);
        for (int i = 0; answer.isEmpty() && i < rules.size(); i++) {
            answer = rules.get(i).decide(question);
        }
        return answer.isPresent()
                ? answer.get()
                : new ArchiveDecision.Refused(
                        NO_RULE, "no rule of the policy lets " + question.file().text() + " go");
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        List<T> all = new ArrayList<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
