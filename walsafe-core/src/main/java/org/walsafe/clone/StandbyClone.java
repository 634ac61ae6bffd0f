package org.walsafe.clone;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.host.Host;
import org.walsafe.host.LocalHost;

/**
 * Makes a standby on this machine from one of Barman's base backups: what {@code repmgr standby clone} does in its Barman mode.
 *
 * <p>First {@link #plan} looks at everything and changes nothing; then {@link #carryOut} copies, verifies each file, writes the
 * recovery configuration and puts the result in its place in one step. Until that step the target is as it was. The server is
 * not started.
 *
 * <p>Thread-safe, as far as the host and the upstream server are. Both methods block.
 *
 * @since 0.1.0
 */
public final class StandbyClone {

    private final CloneJob job;

    /**
     * A clone; nothing is looked at yet.
     *
     * @param settings what is wanted
     * @param barman Barman's host; stays the caller's to close
     * @param upstream asks the server that the standby is to stream from; empty where nobody is to be asked
     * @param progress is told how far it has come
     * @param time tells when
     */
    public StandbyClone(
            CloneSettings settings,
            Host barman,
            Optional<UpstreamServer> upstream,
            CloneProgress progress,
            InstantSource time) {
        this(new CloneJob(settings, barman, upstream, progress, time, LocalMachine.real(new LocalHost())));
    }

    StandbyClone(CloneJob job) {
        this.job = job;
    }

    /**
     * Looks at everything, and changes nothing.
     *
     * @return what was found, and where nothing stands against it, what there is to carry out
     */
    public ClonePlan plan() {
        return new Preflight(job).run();
    }

    /**
     * Carries out a plan.
     *
     * @param plan what {@link #plan} made, just now
     * @return what came of it
     */
    public CloneOutcome carryOut(ClonePlan plan) {
        Instant began = job.time().instant();
        return plan.ready()
                .map(ready -> new CloneRun(job, ready).run(began))
                .orElseGet(() -> new CloneOutcome.Refused(plan));
    }
}
