package org.walsafe.clone.copy;

/** The paths of tablespaces below a data directory (8.0 to 18). */
final class TablespacePaths {

    static final String DIRECTORY = "pg_tblspc/";

    private TablespacePaths() {}

    static String of(long oid) {
        return DIRECTORY + oid;
    }
}
