package org.walsafe.restore;

/** What a file must be to be delivered. */
record ContentRules(ClusterInRecovery cluster, RecordChecks records, UnknownVersions unknownVersions) {}
