package org.walsafe.clone;

import java.time.InstantSource;
import java.util.Optional;
import org.walsafe.host.Host;

/**
 * A clone that is wanted, and whom it takes.
 *
 * @param settings what is wanted
 * @param barman Barman's host
 * @param upstream asks the server that the standby is to stream from; empty where nobody is to be asked
 * @param progress is told how far it has come
 * @param time tells when
 * @param machine this machine
 */
record CloneJob(
        CloneSettings settings,
        Host barman,
        Optional<UpstreamServer> upstream,
        CloneProgress progress,
        InstantSource time,
        LocalMachine machine) {}
