package org.walsafe.barman;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.barman.HookOutcome.Confirmed;
import org.walsafe.barman.HookOutcome.Conflicting;
import org.walsafe.barman.HookOutcome.Misused;
import org.walsafe.barman.HookOutcome.NotArchived;
import org.walsafe.barman.HookOutcome.Unreachable;
import org.walsafe.barman.HookOutcome.Unsound;
import org.walsafe.host.Host;
import org.walsafe.host.HostFlush;
import org.walsafe.host.HostPath;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.RegistryUnreachableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineHistoryName;
import org.walsafe.wal.WalFileName;

/**
 * Barman's {@code post_archive_retry_script}: confirms a WAL file that Barman has just archived.
 *
 * <p>Confirms only what it has read: the file in the archive must hold what its name says, and belong to the cluster of
 * Barman's {@code identity.json} where there is one. An identical duplicate is confirmed like any other; a differing one is
 * not. As a plain {@code post_archive_script} it refuses to work, because Barman tells such a script nothing of a failure.
 *
 * <p>Barman never repeats a call that was lost, so something has to reconcile besides.
 *
 * <p>Thread-safe. Blocks as long as host and registry do.
 *
 * @since 0.1.0
 */
public final class BarmanHook {

    /** What Barman is told when the archive cannot be read or the registry not be reached. */
    public enum WhenUnreachable {
        /** To call again, for ever; nothing else of the server is archived until it succeeds. */
        RETRY,
        /** To go on: a reconciler confirms the file later. */
        LEAVE_TO_RECONCILER
    }

    private static final Logger LOG = LoggerFactory.getLogger(BarmanHook.class);

    private final Host host;
    private final WalSafeRegistry registry;
    private final String machine;
    private final InstantSource time;
    private final WhenUnreachable whenUnreachable;

    /**
     * A hook; nothing is read yet.
     *
     * @param host the Barman host; stays the caller's to close
     * @param registry takes the confirmations; stays the caller's to close
     * @param machine the name of Barman's machine, for the confirmations: {@code barman:<server>@<machine>}
     * @param time says when a file was confirmed
     * @param whenUnreachable what Barman is told when archive or registry cannot be reached
     */
    public BarmanHook(
            Host host, WalSafeRegistry registry, String machine, InstantSource time, WhenUnreachable whenUnreachable) {
        this.host = host;
        this.registry = registry;
        this.machine = machine;
        this.time = time;
        this.whenUnreachable = whenUnreachable;
    }

    /**
     * Does what Barman calls for.
     *
     * @param environment the variables that Barman sets, {@code BARMAN_…}
     * @return what came of it; the process ends with its {@link HookOutcome#exit()}
     */
    public HookOutcome run(Map<String, String> environment) {
        HookOutcome outcome = respond(HookCall.of(environment));
        LOG.debug("{}: {}", outcome.exit(), outcome.message());
        return outcome;
    }

    /**
     * Whether a call will need the registry, unless the file turns out to be bad: so that it can be opened while the file is
     * read.
     *
     * @param environment the variables that Barman sets, {@code BARMAN_…}
     * @return whether Barman says that it archived a file
     */
    public static boolean mayConfirm(Map<String, String> environment) {
        return HookCall.of(environment) instanceof HookCall.Archived;
    }

    private HookOutcome respond(HookCall call) {
        if (call instanceof HookCall.Archived archived) {
            return confirm(archived);
        }
        if (call instanceof HookCall.Conflicting conflicting) {
            return new Conflicting(
                    conflicting.file(),
                    "Barman received another " + conflicting.file() + " with other content and put it into its errors"
                            + " directory; " + conflicting.path() + " holds the first one");
        }
        if (call instanceof HookCall.Failed failed) {
            return new NotArchived(failed.file(), "Barman could not archive " + failed.file() + ": " + failed.error());
        }
        return new Misused(((HookCall.Misused) call).reason());
    }

    private HookOutcome confirm(HookCall.Archived call) {
        String source = host.name() + ":" + call.path();
        try (InputStream stored = host.files().read(call.path(), 0)) {
            ArchivedContent content = new ArchivedContentReader(cluster(call)).read(call.file(), stored, source);
            if (content instanceof ArchivedContent.Unsound unsound) {
                return new Unsound(call.file(), unsound.reason());
            }
            makeDurable(call);
            return record(call, (ArchivedContent.Sound) content);
        } catch (NoSuchFileException e) {
            return new NotArchived(
                    call.file(), source + " is not there, though Barman says that it archived " + call.file());
        } catch (IOException e) {
            return unreachable(call.file(), source + " could not be read: " + e.getMessage());
        }
    }

    /** Barman flushes what it archives before it calls, but not what it finds there already. */
    private void makeDurable(HookCall.Archived call) throws IOException {
        if (call.novelty() == HookCall.Novelty.IDENTICAL_DUPLICATE) {
            HostFlush.flush(host, List.of(call.path(), call.path().parent()));
        }
    }

    private HookOutcome record(HookCall.Archived call, ArchivedContent.Sound sound) {
        Confirmation confirmation = Confirmation.attested(
                call.file(),
                sound.evidence()
                        .withConfirmer(
                                "barman:" + call.server() + "@" + machine,
                                time.instant().truncatedTo(ChronoUnit.SECONDS)));
        try {
            ConfirmOutcome outcome = registry.confirm(confirmation);
            return outcome instanceof ConfirmOutcome.Conflict conflict
                    ? new Conflicting(call.file(), conflict.reason())
                    : new Confirmed(call.file(), outcome);
        } catch (RegistryUnreachableException e) {
            return unreachable(call.file(), String.valueOf(e.getMessage()));
        }
    }

    /** In Barman's usual layout {@code identity.json} is beside {@code wals}; elsewhere nothing is known. */
    private Optional<SystemIdentifier> cluster(HookCall.Archived call) throws IOException {
        HostPath directory = call.path().parent();
        HostPath wals = call.file() instanceof TimelineHistoryName ? directory : directory.parent();
        Optional<HostText> identity =
                HostText.read(host, wals.parent().child("identity.json"), BarmanCatalogue.LONGEST_METADATA);
        return identity.isEmpty()
                ? Optional.empty()
                : BarmanIdentity.parse(identity.get()).systemIdentifier();
    }

    private HookOutcome unreachable(WalFileName file, String message) {
        return new Unreachable(
                file, message, whenUnreachable == WhenUnreachable.RETRY ? HookExit.RETRY : HookExit.GIVE_UP);
    }
}
