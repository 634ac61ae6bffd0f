package org.walsafe.clone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.walsafe.host.Host;

/** Whether the copy fits on the file systems that it goes to. */
final class SpaceChecks {

    private final CloneSettings settings;
    private final LocalMachine machine;
    private final Host host;
    private final FindingList findings;

    SpaceChecks(CloneSettings settings, LocalMachine machine, Host host, FindingList findings) {
        this.settings = settings;
        this.machine = machine;
        this.host = host;
        this.findings = findings;
    }

    /** How much room the copy takes; empty where that cannot be told. */
    Optional<BackupSizes> check(PinnedBackup backup, Map<Long, Path> targets) {
        try {
            BackupSizes sizes = BackupSizes.of(host, backup, settings.patience());
            Map<Object, Demand> demands = new LinkedHashMap<>();
            add(demands, settings.dataDirectory(), sizes.data());
            for (Map.Entry<Long, Path> target : targets.entrySet()) {
                add(demands, target.getValue(), sizes.tablespaces().getOrDefault(target.getKey(), 0L));
            }
            for (Demand demand : demands.values()) {
                judge(demand, sizes.certainty());
            }
            return Optional.of(sizes);
        } catch (IOException e) {
            findings.unknown(CloneCheck.SPACE, "Whether there is room for the copy cannot be told", e);
            return Optional.empty();
        }
    }

    private void add(Map<Object, Demand> demands, Path target, long bytes) throws IOException {
        Path existing = TargetChecks.nearestExisting(target);
        demands.merge(
                machine.fileSystem(existing),
                new Demand(target, bytes, machine.usableBytes(existing), isReused(target)),
                Demand::plus);
    }

    /** An earlier attempt, or what is replaced, holds files that are not copied again, and take no room again. */
    private boolean isReused(Path target) {
        Path name = target.getFileName();
        return (name != null && Files.exists(target.resolveSibling(TargetChecks.STAGING + '-' + name)))
                || Files.exists(target.resolve(TargetChecks.STAGING))
                || Files.exists(target.resolve("PG_VERSION"));
    }

    private void judge(Demand demand, BackupSizes.Certainty certainty) {
        String sentence = "The copy takes " + (certainty == BackupSizes.Certainty.EXACT ? "" : "at least ")
                + Bytes.text(demand.bytes) + " at " + demand.target + ", and " + Bytes.text(demand.usable)
                + " are free there.";
        if (demand.bytes <= demand.usable) {
            findings.tell(CloneCheck.SPACE, sentence);
        } else if (demand.reuses) {
            findings.warn(
                    CloneCheck.SPACE,
                    sentence,
                    "What is there already and stays the same takes no room again; whether that suffices will be seen.");
        } else {
            findings.refuse(CloneCheck.SPACE, sentence, "Make room, or choose another place.");
        }
    }

    /** What one file system has to take. */
    private record Demand(Path target, long bytes, long usable, boolean reuses) {

        Demand plus(Demand other) {
            return new Demand(target, bytes + other.bytes, Math.min(usable, other.usable), reuses || other.reuses);
        }
    }
}
