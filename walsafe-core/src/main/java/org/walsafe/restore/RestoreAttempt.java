package org.walsafe.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostPath;
import org.walsafe.host.PublishMode;
import org.walsafe.restore.RestoreOutcome.Corrupt;
import org.walsafe.restore.RestoreOutcome.Hole;
import org.walsafe.restore.RestoreOutcome.ProvenAbsent;
import org.walsafe.restore.RestoreOutcome.Restored;
import org.walsafe.restore.RestoreOutcome.TimedOut;
import org.walsafe.restore.RestoreOutcome.Undelivered;
import org.walsafe.restore.RestoreOutcome.Unreachable;
import org.walsafe.wal.WalFileName;

/** One round of asking the sources for one file, and what they answered. For one thread. */
final class RestoreAttempt {

    private final WalFileName file;
    private final HostFiles files;
    private final HostPath destination;
    private final ContentRules rules;
    private final RestoreLimits limits;
    private final List<String> absent = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();
    private boolean late;
    private @Nullable RestoreOutcome settled;

    RestoreAttempt(WalFileName file, HostFiles files, HostPath destination, ContentRules rules, RestoreLimits limits) {
        this.file = file;
        this.files = files;
        this.destination = destination;
        this.rules = rules;
        this.limits = limits;
    }

    /** Asks sources in their order, up to the first that settles it. */
    Optional<RestoreOutcome> ask(List<WalSource> sources, Deadline patience) throws InterruptedException {
        for (WalSource source : sources) {
            if (settled != null) {
                break;
            }
            ask(source, patience);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while restoring " + file);
            }
        }
        return Optional.ofNullable(settled);
    }

    /** What shortcuts could not do does not count; what they found damaged does. */
    void forgetWhoCouldNotHelp() {
        absent.clear();
        failures.clear();
        late = false;
    }

    /** What to make of sources that settled nothing. */
    RestoreOutcome conclude(HoleCheck holes, Deadline patience) {
        if (!damages.isEmpty()) {
            return new Corrupt(file, String.join("; ", damages));
        }
        if (!failures.isEmpty()) {
            String reason = String.join("; ", failures);
            return late || patience.hasPassed() ? new TimedOut(file, reason) : new Unreachable(file, reason);
        }
        HoleCheck.Finding finding = holes.check(file, patience);
        if (finding instanceof HoleCheck.Finding.Missing missing) {
            return new Hole(file, missing.evidence());
        }
        if (finding instanceof HoleCheck.Finding.CouldNotLook could) {
            return new Unreachable(
                    file, file + " is absent, but nobody could look whether later files are there: " + could.reason());
        }
        return new ProvenAbsent(file, file + " is not in " + String.join(", nor in ", absent));
    }

    private void ask(WalSource source, Deadline patience) {
        SourceAnswer answer = source.open(file, patience);
        if (answer instanceof SourceAnswer.Found found) {
            deliver(found);
        } else if (answer instanceof SourceAnswer.Absent looked) {
            absent.add(looked.where());
        } else if (answer instanceof SourceAnswer.CouldNotLook could) {
            failures.add(could.reason());
        }
    }

    private void deliver(SourceAnswer.Found found) {
        CheckedContent content = new CheckedContent(file, found, rules, Deadline.in(limits.transfer()));
        try (found) {
            files.publish(destination, content, PublishMode.REPLACE);
            settled = new Restored(file, found.location(), content.bytes());
        } catch (RejectedContentException e) {
            late |= e.kind() == RejectedContentException.Kind.LATE;
            (e.kind() == RejectedContentException.Kind.DAMAGED ? damages : failures)
                    .add(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            settled = settled != null
                    ? settled
                    : new Undelivered(file, file + " could not be put at its destination: " + e.getMessage());
        }
    }
}
