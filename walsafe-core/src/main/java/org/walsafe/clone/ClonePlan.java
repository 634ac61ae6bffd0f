package org.walsafe.clone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a clone would do, found out without changing anything.
 *
 * <p>Immutable and thread-safe.
 *
 * @param settings what is wanted
 * @param findings everything that was found, in the order in which it was looked at
 * @param ready what there is to carry out, where nothing stands against it
 * @since 0.1.0
 */
public record ClonePlan(CloneSettings settings, List<CloneFinding> findings, Optional<Ready> ready) {

    /**
     * Everything that is needed to begin.
     *
     * @param backup the backup
     * @param tablespaces where each of its tablespaces goes, by its number
     * @param wal what the standby will replay from the archive
     * @param bytes how much room the copy takes, where that is known
     * @param recovery what makes it a standby
     * @param start how to start it, a line for a shell
     */
    public record Ready(
            PinnedBackup backup,
            Map<Long, Path> tablespaces,
            WalOutlook wal,
            OptionalLong bytes,
            RecoverySettings recovery,
            String start) {

        /** Copies the map. */
        public Ready {
            tablespaces = Map.copyOf(tablespaces);
        }
    }

    /** Copies the list. */
    public ClonePlan {
        findings = List.copyOf(findings);
    }

    /** {@return the gravest thing that was found} */
    public CloneFinding.Weight weight() {
        return findings.stream()
                .map(CloneFinding::weight)
                .max(CloneFinding.Weight::compareTo)
                .orElse(CloneFinding.Weight.NOTICE);
    }
}
