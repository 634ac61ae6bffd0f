package org.walsafe.jdbc.receive;

import org.walsafe.wal.Lsn;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

/** What {@code IDENTIFY_SYSTEM} says. */
record ServerIdentity(SystemIdentifier systemIdentifier, TimelineId timeline, Lsn position) {}
