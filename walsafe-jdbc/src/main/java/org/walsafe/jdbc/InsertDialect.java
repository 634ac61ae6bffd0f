package org.walsafe.jdbc;

/** How a server inserts only what is not there, while others do the same. */
enum InsertDialect {
    /** 9.5 and newer pass over a conflict, row by row. */
    ON_CONFLICT {
        @Override
        String lock(RegistryTable table) {
            return "";
        }

        @Override
        String unlessThere(RegistryTable table) {
            return " ORDER BY name ON CONFLICT DO NOTHING";
        }
    },
    /** Older ones fail at a conflict, so there must be none: writers take turns, and look first. */
    TABLE_LOCK {
        @Override
        String lock(RegistryTable table) {
            return "; LOCK TABLE " + table.markers() + " IN SHARE ROW EXCLUSIVE MODE";
        }

        @Override
        String unlessThere(RegistryTable table) {
            return " WHERE NOT EXISTS (SELECT 1 FROM " + table.markers()
                    + " AS there WHERE there.cluster = put.cluster AND there.name = put.name)";
        }
    };

    static InsertDialect of(ServerVersion version) {
        return version.isAtLeast(ServerVersion.V9_5) ? ON_CONFLICT : TABLE_LOCK;
    }

    /** A further statement, to be executed before the insert. */
    abstract String lock(RegistryTable table);

    /** The end of the insert's {@code SELECT … FROM put}. */
    abstract String unlessThere(RegistryTable table);
}
