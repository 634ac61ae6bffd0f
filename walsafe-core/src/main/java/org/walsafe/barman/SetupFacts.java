package org.walsafe.barman;

import java.util.Optional;
import org.walsafe.host.HostPath;
import org.walsafe.wal.PostgresMajor;

/**
 * What {@link SetupAdvice} has to know of the two servers.
 *
 * @param major PostgreSQL's version
 * @param slotsInUse how many replication slots it has
 * @param safeDirectory the WAL safe directory, where confirmations will be kept, on PostgreSQL's host
 * @param archiveCommandLine the line of {@code postgresql.conf} that makes the gate its {@code archive_command}
 * @param serverName the server's name in Barman's configuration
 * @param slot the replication slot through which Barman receives; empty for streaming without one
 * @param hook the command for {@code post_archive_retry_script}; empty where only a reconciler confirms
 * @param spool the directory on Barman's host that the hook drops names into, where it does
 * @param presentPostScript {@code post_archive_script} as it is now, where it is set
 * @param presentPostRetryScript {@code post_archive_retry_script} as it is now, where it is set
 * @since 0.1.0
 */
public record SetupFacts(
        PostgresMajor major,
        int slotsInUse,
        HostPath safeDirectory,
        String archiveCommandLine,
        String serverName,
        Optional<String> slot,
        Optional<String> hook,
        Optional<HostPath> spool,
        Optional<String> presentPostScript,
        Optional<String> presentPostRetryScript) {}
