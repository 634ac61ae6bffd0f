package org.walsafe.archive;

import java.time.Duration;
import java.util.Optional;

/** Says when more files wait, or longer, than is ordinary. */
final class BacklogNotice implements NoticeRule {

    private static final String NAME = "backlog";

    private final BacklogLimits limits;

    BacklogNotice(BacklogLimits limits) {
        this.limits = limits;
    }

    @Override
    public Optional<Notice> notice(ArchiveQuestion question) {
        if (question.backlog().isEmpty()) {
            return Optional.empty();
        }
        Backlog backlog = question.backlog().get();
        Optional<Duration> age = backlog.oldestAge(question.now());
        boolean tooOld = age.isPresent() && age.get().compareTo(limits.age()) > 0;
        if (backlog.waiting() <= limits.files() && !tooOld) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder().append(backlog.waiting()).append(" WAL files wait to be archived");
        if (age.isPresent()) {
            text.append(", the oldest for ").append(age.get().toSeconds()).append(" seconds");
        }
        return Optional.of(new Notice(NAME, text.toString()));
    }
}
