package org.walsafe.clone;

import java.io.IOException;
import java.util.Optional;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.WalGeometry;

/** Whether the upstream server is the one that was backed up, and lets a standby stream from it. */
final class UpstreamChecks {

    private final CloneSettings settings;
    private final Optional<UpstreamServer> upstream;
    private final FindingList findings;

    UpstreamChecks(CloneSettings settings, Optional<UpstreamServer> upstream, FindingList findings) {
        this.settings = settings;
        this.upstream = upstream;
        this.findings = findings;
    }

    Optional<UpstreamFacts> check(PinnedBackup backup, Optional<SystemIdentifier> cluster, Optional<WalOutlook> wal) {
        if (settings.upstream().isEmpty()) {
            findings.warn(
                    CloneCheck.UPSTREAM,
                    "No upstream server is given: the standby will live on the archive alone.",
                    "Name it with --upstream-conninfo to have the standby stream.");
        } else if (settings.upstreamCheck() == CloneSettings.UpstreamCheck.SKIPPED) {
            findings.warn(
                    CloneCheck.UPSTREAM,
                    "The upstream server is not asked, as you want it: whether it is of the same cluster, nobody knows.",
                    "");
        } else if (upstream.isEmpty()) {
            findings.refuse(
                    CloneCheck.UPSTREAM,
                    "There is an upstream server, and nothing to ask it with.",
                    "Hand in an UpstreamServer, or skip the check.");
        } else {
            return ask(upstream.get(), backup, cluster, wal);
        }
        if (settings.slot().isPresent()) {
            findings.refuse(
                    CloneCheck.SLOT,
                    "The slot " + settings.slot().get() + " cannot be created at an upstream server that is not asked.",
                    "Leave the slot out, or have the server asked.");
        }
        return Optional.empty();
    }

    private Optional<UpstreamFacts> ask(
            UpstreamServer server, PinnedBackup backup, Optional<SystemIdentifier> cluster, Optional<WalOutlook> wal) {
        try {
            UpstreamFacts facts = server.look();
            findings.tell(
                    CloneCheck.UPSTREAM,
                    "The upstream server " + server.name() + " answers"
                            + (facts.databaseBytes().isPresent()
                                    ? "; its databases have "
                                            + Bytes.text(facts.databaseBytes().getAsLong())
                                    : "")
                            + ".");
            compareIdentity(server, facts, backup, cluster);
            checkSettings(facts);
            comparePosition(facts, backup, wal);
            if (settings.slot().isPresent()) {
                checkSlot(server, facts, settings.slot().get());
            }
            return Optional.of(facts);
        } catch (IOException e) {
            findings.unknown(
                    CloneCheck.UPSTREAM,
                    "The upstream server " + server.name()
                            + " could not be asked (--no-upstream-connection clones without asking)",
                    e);
            return Optional.empty();
        }
    }

    private void compareIdentity(
            UpstreamServer server, UpstreamFacts facts, PinnedBackup backup, Optional<SystemIdentifier> cluster) {
        if (cluster.isPresent() && facts.systemIdentifier().isPresent()) {
            if (!cluster.equals(facts.systemIdentifier())) {
                findings.refuse(
                        CloneCheck.UPSTREAM,
                        "The backup is of the cluster " + cluster.get() + ", and the upstream server is "
                                + facts.systemIdentifier().get() + ".",
                        "They are different clusters: look at --upstream-conninfo and at barman_server.");
            }
        } else {
            findings.warn(
                    CloneCheck.UPSTREAM,
                    "Whether the upstream server is of the backup's cluster cannot be told: "
                            + (cluster.isEmpty() ? "the backup" : server.name()) + " does not say.",
                    "");
        }
        Optional<PostgresMajor> major = PostgresMajor.fromServerVersionNum(facts.versionNumber());
        if (!major.equals(Optional.of(backup.major()))) {
            findings.refuse(
                    CloneCheck.UPSTREAM,
                    "The backup is of PostgreSQL " + backup.major() + ", and the upstream server is "
                            + major.map(PostgresMajor::toString)
                                    .orElseGet(() -> "of version number " + facts.versionNumber())
                            + ".",
                    "Take a new backup of it.");
        }
    }

    private void checkSettings(UpstreamFacts facts) {
        if (facts.streaming() == UpstreamFacts.Streaming.REFUSED) {
            findings.warn(
                    CloneCheck.UPSTREAM,
                    "The upstream server did not let this user connect for replication.",
                    "The user needs REPLICATION, and a line for the database replication in the server's pg_hba.conf.");
        }
        if (facts.setting("wal_level").filter("minimal"::equals).isPresent()) {
            findings.refuse(
                    CloneCheck.UPSTREAM,
                    "The upstream server has wal_level = minimal.",
                    "Set it to replica (hot_standby before 9.6) and restart it.");
        }
        if (facts.setting("max_wal_senders").filter("0"::equals).isPresent()) {
            findings.refuse(
                    CloneCheck.UPSTREAM,
                    "The upstream server has max_wal_senders = 0, so nobody can stream from it.",
                    "Set it to the number of standbys and receivers at least, and restart it.");
        }
        if (facts.setting("hot_standby").filter("off"::equals).isPresent()) {
            findings.warn(
                    CloneCheck.UPSTREAM,
                    "The upstream server has hot_standby = off, and the standby will have its settings: it takes no queries.",
                    "Set it to on for queries.");
        }
        if (facts.setting("archive_mode").filter(mode -> !mode.equals("off")).isPresent()
                && facts.setting("archive_command").filter(String::isEmpty).isPresent()
                && facts.setting("archive_library")
                        .filter(library -> !library.isEmpty())
                        .isEmpty()) {
            findings.warn(
                    CloneCheck.UPSTREAM,
                    "The upstream server has archive_mode on and no archive_command: its WAL piles up.",
                    "Set archive_command.");
        }
    }

    private void comparePosition(UpstreamFacts facts, PinnedBackup backup, Optional<WalOutlook> wal) {
        Optional<Lsn> begin = backup.info().begin().flatMap(boundary -> boundary.lsn());
        if (facts.position().isEmpty()) {
            return;
        }
        Lsn position = facts.position().get();
        if (begin.isPresent() && position.compareTo(begin.get()) < 0) {
            findings.refuse(
                    CloneCheck.UPSTREAM,
                    "The backup begins at " + begin.get() + ", and the upstream server is only at " + position + ".",
                    "It was restored from something older than the backup: take a new backup of it.");
        } else if (wal.isPresent()) {
            WalGeometry geometry =
                    new WalGeometry(backup.info().segmentSize(), backup.major().numbering());
            long behind = geometry.distance(
                    wal.get().last(), geometry.segmentAt(wal.get().last().timeline(), position));
            findings.tell(
                    CloneCheck.UPSTREAM,
                    "It is at " + position
                            + (behind <= 0
                                    ? ", in the archive's last segment."
                                    : "; segments after the archive's last: " + behind + "."));
        }
    }

    private void checkSlot(UpstreamServer server, UpstreamFacts facts, String name) throws IOException {
        boolean known = PostgresMajor.fromServerVersionNum(facts.versionNumber())
                .map(PostgresMajor::hasReplicationSlots)
                .orElse(true);
        if (!known) {
            findings.refuse(
                    CloneCheck.SLOT,
                    "The upstream server has no replication slots, which came with 9.4.",
                    "Leave it out.");
            return;
        }
        Optional<UpstreamSlot> slot = server.slot(name);
        if (slot.isPresent()) {
            switch (slot.get().state()) {
                case IDLE ->
                    findings.tell(CloneCheck.SLOT, "The slot " + name + " is there and idle, and will be used.");
                case ACTIVE ->
                    findings.refuse(
                            CloneCheck.SLOT,
                            "The slot " + name + " is in use by another standby.",
                            "Give this one a slot, or a node_id, of its own.");
                case LOST ->
                    findings.refuse(
                            CloneCheck.SLOT,
                            "WAL that the slot " + name + " was to keep is gone.",
                            "Drop it: SELECT pg_drop_replication_slot('" + name + "').");
                case LOGICAL ->
                    findings.refuse(
                            CloneCheck.SLOT, "The slot " + name + " is for logical decoding.", "Choose another name.");
            }
        } else if (facts.setting("max_replication_slots").filter("0"::equals).isPresent()) {
            findings.refuse(
                    CloneCheck.SLOT,
                    "The upstream server has max_replication_slots = 0.",
                    "Set it to the number of slots at least, and restart it.");
        } else {
            findings.tell(CloneCheck.SLOT, "The slot " + name + " will be created before the copy begins.");
        }
    }
}
