package org.walsafe.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.walsafe.error.WalSafeException;
import org.walsafe.wal.WalFileName;

/**
 * One registry made of several: a WAL file is confirmed when at least {@code required} of them confirm it and none of
 * those contradicts another.
 *
 * <p>A member that cannot be reached may hold a confirmation or not; it never counts as "no". Closing the quorum closes
 * the members.
 *
 * @since 0.1.0
 */
public final class QuorumRegistry implements WalSafeRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(QuorumRegistry.class);

    private final List<WalSafeRegistry> members;
    private final int required;

    /**
     * The quorum of {@code required} among {@code members}.
     *
     * @throws IllegalArgumentException unless 1 &lt;= required &lt;= number of members
     */
    public QuorumRegistry(int required, List<? extends WalSafeRegistry> members) {
        if (required < 1 || required > members.size()) {
            throw new IllegalArgumentException(
                    "required must be between 1 and the " + members.size() + " members, is " + required);
        }
        this.members = List.copyOf(members);
        this.required = required;
    }

    @Override
    public String location() {
        StringBuilder text = new StringBuilder().append(required).append(" of (");
        for (int i = 0; i < members.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(members.get(i).location());
        }
        return text.append(')').toString();
    }

    @Override
    public Lookup lookup(WalFileName file) {
        QuorumVote vote = new QuorumVote(required);
        for (WalSafeRegistry member : members) {
            vote.count(member.lookup(file));
        }
        return vote.result(file, location());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Recorded when enough members have it; members that could not be reached then are left to the next confirmation.
     * A contradiction in any member is a conflict, because looking up would find it.
     */
    @Override
    public ConfirmOutcome confirm(Confirmation confirmation) {
        return confirmAll(List.of(confirmation)).get(0);
    }

    @Override
    public List<ConfirmOutcome> confirmAll(List<Confirmation> confirmations) {
        List<List<ConfirmOutcome>> answers = new ArrayList<>(members.size());
        List<WalSafeException> failures = new ArrayList<>();
        for (WalSafeRegistry member : members) {
            try {
                answers.add(member.confirmAll(confirmations));
            } catch (RegistryUnreachableException | RegistryUnusableException e) {
                failures.add(e);
            }
        }
        List<ConfirmOutcome> outcomes = new ArrayList<>(confirmations.size());
        for (int i = 0; i < confirmations.size(); i++) {
            outcomes.add(outcomeOf(confirmations.get(i), answers, i, failures));
        }
        warn("confirmed", failures);
        return outcomes;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Members are listed one after another, so a marker that several hold is shown as often. Fewer than the required
     * number may be out of reach: whatever the quorum confirms, another member shows.
     */
    @Override
    public void list(MarkerVisitor visitor) {
        List<WalSafeException> failures = new ArrayList<>();
        for (WalSafeRegistry member : members) {
            try {
                member.list(visitor);
            } catch (RegistryUnreachableException | RegistryUnusableException e) {
                failures.add(e);
            }
        }
        if (failures.size() >= required) {
            throw unreachable("list the markers", failures);
        }
        warn("listed", failures);
    }

    @Override
    public boolean withdraw(WalFileName file) {
        boolean found = false;
        List<WalSafeException> failures = new ArrayList<>();
        for (WalSafeRegistry member : members) {
            try {
                found |= member.withdraw(file);
            } catch (RegistryUnreachableException | RegistryUnusableException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw unreachable("withdraw the confirmation of " + file + " from every member", failures);
        }
        return found;
    }

    @Override
    public void recordHole(Hole hole) {
        List<WalSafeException> failures = new ArrayList<>();
        for (WalSafeRegistry member : members) {
            try {
                member.recordHole(hole);
            } catch (RegistryUnreachableException | RegistryUnusableException e) {
                failures.add(e);
            }
        }
        if (members.size() - failures.size() < required) {
            throw unreachable("record the hole at " + hole.file() + " in " + required + " members", failures);
        }
        warn("recorded a hole", failures);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A hole that several members record alike is shown once. Fewer than the required number of members may be out of
     * reach, for another has whatever was recorded.
     */
    @Override
    public void listHoles(HoleVisitor visitor) {
        Collected collected = new Collected();
        List<WalSafeException> failures = new ArrayList<>();
        for (WalSafeRegistry member : members) {
            try {
                member.listHoles(collected);
            } catch (RegistryUnreachableException | RegistryUnusableException e) {
                failures.add(e);
            }
        }
        if (failures.size() >= required) {
            throw unreachable("list the holes", failures);
        }
        warn("listed the holes", failures);
        collected.holes.forEach(visitor::hole);
        collected.invalid.forEach((reason, file) -> visitor.invalid(file, reason));
    }

    /** What several members show, each once. */
    private static final class Collected implements HoleVisitor {

        private final Set<Hole> holes = new LinkedHashSet<>();
        private final Map<String, WalFileName> invalid = new LinkedHashMap<>();

        @Override
        public void hole(Hole hole) {
            holes.add(hole);
        }

        @Override
        public void invalid(WalFileName file, String reason) {
            invalid.put(reason, file);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Members out of reach are left for another time.
     */
    @Override
    public int clearLeftovers(Instant before) {
        int removed = 0;
        List<WalSafeException> failures = new ArrayList<>();
        for (WalSafeRegistry member : members) {
            try {
                removed += member.clearLeftovers(before);
            } catch (RegistryUnreachableException | RegistryUnusableException e) {
                failures.add(e);
            }
        }
        warn("cleared up", failures);
        return removed;
    }

    @Override
    public void close() {
        for (WalSafeRegistry member : members) {
            member.close();
        }
    }

    private ConfirmOutcome outcomeOf(
            Confirmation confirmation, List<List<ConfirmOutcome>> answers, int index, List<WalSafeException> failures) {
        int recorded = 0;
        List<ConfirmOutcome> already = new ArrayList<>();
        ConfirmOutcome conflict = null;
        for (List<ConfirmOutcome> answer : answers) {
            ConfirmOutcome outcome = answer.get(index);
            if (outcome instanceof ConfirmOutcome.Conflict found) {
                if (found.existing() instanceof Lookup.Confirmed) {
                    return found;
                }
                conflict = found;
            } else if (outcome instanceof ConfirmOutcome.Recorded) {
                recorded++;
            } else {
                already.add(outcome);
            }
        }
        if (recorded + already.size() >= required) {
            return recorded > 0 ? new ConfirmOutcome.Recorded() : already.get(0);
        }
        if (conflict != null) {
            return conflict;
        }
        throw unreachable("confirm " + confirmation.file() + " in " + required + " members", failures);
    }

    /** The quorum went on without some members, which somebody should look after. */
    private void warn(String done, List<WalSafeException> failures) {
        for (WalSafeException failure : failures) {
            LOG.warn("{} in the quorum {} without a member: {}", done, location(), failure.getMessage());
        }
    }

    private RegistryUnreachableException unreachable(String attempt, List<WalSafeException> failures) {
        StringBuilder reasons = new StringBuilder();
        for (WalSafeException failure : failures) {
            reasons.append(reasons.length() == 0 ? "" : "; ").append(failure.getMessage());
        }
        return new RegistryUnreachableException(
                "could not " + attempt + " of the quorum " + location() + ": " + reasons,
                "Nothing is lost: try again when the members can be reached.",
                failures.get(0));
    }
}
