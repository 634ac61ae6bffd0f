package org.walsafe.examples.soak;

import java.sql.SQLException;
import java.util.List;
import org.walsafe.examples.postgres.EmbeddedPostgres;

/** The segments that a server fills from a moment on, on one timeline. */
final class FilledSegments {

    private static final String SIZE = "(select setting::numeric from pg_settings where name = 'wal_segment_size')";

    private final EmbeddedPostgres postgres;
    private final String first;

    private FilledSegments(EmbeddedPostgres postgres, String first) {
        this.postgres = postgres;
        this.first = first;
    }

    /** From now on. */
    static FilledSegments from(EmbeddedPostgres postgres) throws SQLException {
        return new FilledSegments(
                postgres, postgres.query("select div(pg_current_wal_insert_lsn() - '0/0'::pg_lsn, " + SIZE + ")"));
    }

    /** Fills the last, and names all. */
    List<String> upToNow() throws SQLException {
        String last = postgres.switchSegment();
        List<String> names = List.of(postgres.query(
                        """
                        select string_agg(pg_walfile_name('0/0'::pg_lsn + n * %1$s + 1), ',' order by n)
                        from generate_series(%2$s, div(pg_current_wal_insert_lsn() - '0/0'::pg_lsn, %1$s) - 1) n
                        """
                                .formatted(SIZE, first))
                .split(","));
        return names.subList(0, names.indexOf(last) + 1);
    }
}
