package org.walsafe.barman;

/**
 * A tablespace of a base backup.
 *
 * @param name its name in PostgreSQL
 * @param oid its number, an unsigned 32 bit number; names its directory in the backup
 * @param location where it was on PostgreSQL's host
 * @since 0.1.0
 */
public record Tablespace(String name, long oid, String location) {}
