package org.walsafe.ssh;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Remembers which guarantees a host turned out not to give, and says so once for each. Thread-safe. */
final class MissingGuarantees {

    private static final Logger LOG = LoggerFactory.getLogger(MissingGuarantees.class);

    private final SshTarget target;
    private final Set<SshGuarantee> missing = Collections.synchronizedSet(EnumSet.noneOf(SshGuarantee.class));

    MissingGuarantees(SshTarget target) {
        this.target = target;
    }

    void add(SshGuarantee guarantee) {
        if (missing.add(guarantee)) {
            LOG.warn(
                    "The SFTP server of {} is too old or restricted: {} ({}).",
                    target,
                    guarantee.withoutIt(),
                    guarantee);
        }
    }

    Set<SshGuarantee> all() {
        synchronized (missing) {
            return Set.copyOf(missing);
        }
    }
}
