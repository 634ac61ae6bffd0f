package org.walsafe.examples.verify;

import java.sql.SQLException;
import java.util.List;
import org.walsafe.examples.postgres.EmbeddedPostgres;
import org.walsafe.examples.postgres.PostgresRelease;

/** Has a server write records of many kinds, as its release knows them. */
final class WalWorkload {

    private static final List<String> EVERYWHERE = List.of(
            "create sequence numbers",
            "create table items (id serial primary key, a int, t text, p point, tags int[])",
            "insert into items (a, t, p, tags) select i, md5(i::text), point(i, -i), array[i, i % 10]"
                    + " from generate_series(1, 5000) i",
            "create index items_hash on items using hash (a)",
            "create index items_gin on items using gin (tags)",
            "create index items_gist on items using gist (p)",
            "create index items_spgist on items using spgist (p)",
            "insert into items (a, t, p, tags) select i, repeat(md5(i::text), 300), point(-i, i), array[i]"
                    + " from generate_series(1, 300) i",
            "update items set t = t || 'x', tags = tags || id where id % 7 = 0",
            "delete from items where id % 3 = 0",
            "vacuum items",
            "vacuum full items",
            "vacuum freeze items",
            "cluster items using items_pkey",
            "select nextval('numbers') from generate_series(1, 100)",
            "do 'begin for i in 1..300 loop begin insert into items (a) values (i);"
                    + " exception when others then null; end; end loop; end'",
            "do 'begin for i in 1..100 loop execute ''create table many_'' || i || '' (x int primary key)'';"
                    + " end loop; end'",
            "do 'begin for i in 1..100 loop execute ''drop table many_'' || i; end loop; end'",
            "begin; insert into items (a) values (1); prepare transaction 'kept'",
            "commit prepared 'kept'",
            "begin; insert into items (a) values (2); prepare transaction 'lost'",
            "rollback prepared 'lost'",
            "begin; insert into items (a) values (3); rollback",
            "select pg_create_restore_point('half way')",
            "truncate items");

    private WalWorkload() {}

    static void run(EmbeddedPostgres postgres) throws SQLException {
        PostgresRelease release = postgres.release();
        for (String statement : EVERYWHERE) {
            postgres.execute(statement);
        }
        if (release.isAtLeast(PostgresRelease.V9_5_3)) {
            postgres.execute("create index items_brin on items using brin (a)");
            postgres.execute("alter system set wal_compression = on");
            postgres.query("select pg_reload_conf()");
            fill(postgres);
        }
        if (release.isAtLeast(PostgresRelease.V15_19)) {
            for (String method : postgres.query("select array_to_string(enumvals, ',') from pg_settings"
                            + " where name = 'wal_compression'")
                    .split(",")) {
                postgres.execute("alter system set wal_compression = '" + method + "'");
                postgres.query("select pg_reload_conf()");
                fill(postgres);
            }
        }
        if (release.isAtLeast(PostgresRelease.V9_6_24)) {
            postgres.query("select pg_logical_emit_message(true, 'walsafe', 'a message')");
            postgres.query("select pg_logical_emit_message(false, 'walsafe', repeat('long ', 500000))");
        }
        fill(postgres);
        postgres.switchSegment();
    }

    /** Pages that change for the first time since a checkpoint are written whole. */
    private static void fill(EmbeddedPostgres postgres) throws SQLException {
        postgres.execute(
                "insert into items (a, t, p) select i, md5(i::text), point(i, i) from generate_series(1, 1000) i");
        postgres.checkpoint();
        postgres.execute("update items set a = a + 1 where id % 20 = 0");
    }
}
