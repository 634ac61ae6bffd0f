package org.walsafe.reconcile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;

/** What a loop tells people: each change once, and nothing about single files unless they need attention. */
final class LoopLog {

    private static final int FINDINGS_PER_PASS = 10;

    private final Logger log;
    private Set<ReconcileFinding> told = Set.of();
    private boolean statusFails;

    LoopLog(Logger log) {
        this.log = log;
    }

    void change(ReconcileStatus before, ReconcileStatus after) {
        if (before.state() == after.state()) {
            return;
        }
        switch (after.state()) {
            case STARTING, STOPPED, STANDING_BY, WORKING ->
                log.info(
                        "reconciling: {}, after {}",
                        after.state().words(),
                        before.state().words());
            case PRIMARY_AWAY, ARCHIVE_AWAY, REGISTRY_AWAY, FOREIGN_ARCHIVE, FAILING ->
                after.lastFailure()
                        .ifPresent(failure -> log.warn(
                                "reconciling: {}: {} {}",
                                after.state().words(),
                                failure.message(),
                                failure.hint().orElse("")));
        }
    }

    void pass(ReconcileReport report) {
        if (report.changedAnything()) {
            log.info("reconciled: {}", report);
        } else {
            log.debug("reconciled: {}", report);
        }
        warnOfNew(report.findings());
    }

    /** That the archive does not have a file yet is the normal course of things; the counts tell of it. */
    private void warnOfNew(List<ReconcileFinding> findings) {
        List<ReconcileFinding> needAttention = findings.stream()
                .filter(finding -> finding.kind() != ReconcileFinding.Kind.MISSING)
                .toList();
        List<ReconcileFinding> untold = needAttention.stream()
                .filter(finding -> !told.contains(finding))
                .toList();
        untold.stream()
                .limit(FINDINGS_PER_PASS)
                .forEach(finding -> log.warn("{}: {}", finding.kind(), finding.sentence()));
        if (untold.size() > FINDINGS_PER_PASS) {
            log.warn("and {} more findings", untold.size() - FINDINGS_PER_PASS);
        }
        told = new HashSet<>(needAttention);
    }

    void statusPublished() {
        statusFails = false;
    }

    void statusNotPublished(Exception e) {
        if (!statusFails) {
            log.warn("the status could not be written: {}", e.toString());
        }
        statusFails = true;
    }
}
