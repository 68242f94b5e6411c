import { expect, test } from "vitest";
import { down, status, up } from "../../src/index.ts";
import {
  createDatabase,
  describeEachServer,
  dropDatabase,
  queryOnce,
} from "../support/databases.ts";
import { addFiles, directoryOf, removeFiles, tables } from "../support/migrations.ts";
import { nodePgMigrate, runNodePgMigrate } from "../support/node-pg-migrate.ts";
import { applied, existing, journal, ran } from "../support/results.ts";
import { urlOf } from "../support/sessions.ts";

/** What can be asked of a table's make; names of sequences and owners included. */
const makeOf = `select json_build_object(
    'columns', (select json_agg(json_build_array(attname, attnum, format_type(atttypid, atttypmod), attnotnull,
        pg_get_expr(adbin, adrelid), attidentity, attstorage) order by attnum)
      from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attrelid = c.oid and attnum > 0),
    'constraints', (select json_agg(json_build_array(conname, pg_get_constraintdef(oid)) order by conname)
      from pg_constraint where conrelid = c.oid),
    'indexes', (select json_agg(pg_get_indexdef(indexrelid)) from pg_index where indrelid = c.oid),
    'sequence', (select json_build_array(data_type, start_value, increment_by, cache_size, last_value)
      from pg_sequences where sequencename = 'pgmigrations_id_seq'),
    'owned', pg_get_serial_sequence('pgmigrations', 'id'),
    'comment', obj_description(c.oid), 'acl', relacl, 'triggers', relhastriggers) as make
  from pg_class c where oid = 'pgmigrations'::regclass`;

const names = ["1_a", "2_b", "3_c", "4_d", "5_e", "6_f"];

describeEachServer("pgmaestro and node-pg-migrate on one database", (db) => {
  function both(files = tables(...names)) {
    const migrationsDir = directoryOf(files);
    return {
      ours: { database: db().database, migrationsDir },
      theirs: { url: urlOf(db()), migrationsDir },
    };
  }

  test("take turns with ups, and node-pg-migrate's order check is content", async () => {
    const { ours, theirs } = both();
    await nodePgMigrate(["up", "1"], theirs);
    expect((await up({ ...ours, count: 1 })).adopted).toEqual(["1_a"]);
    await nodePgMigrate(["up", "2"], theirs);
    expect(ran(await up({ ...ours, count: 1 }))).toEqual(["up 5_e"]);
    await nodePgMigrate(["up"], theirs);
    expect(await applied(db())).toEqual(names);
    await nodePgMigrate(["up"], theirs);
    expect((await status(ours)).counts).toMatchObject({ applied: 6, pending: 0 });
  });

  test("roll back what the other applied, several times", async () => {
    const { ours, theirs } = both();
    for (let round = 0; round < 3; round++) {
      await up({ ...ours, to: "3_c" });
      await nodePgMigrate(["up"], theirs);
      expect(ran(await down({ ...ours, count: 2 }))).toEqual(["down 6_f", "down 5_e"]);
      await nodePgMigrate(["down", "2"], theirs);
      expect(await applied(db())).toEqual(["1_a", "2_b"]);
      expect(await existing(db(), "a", "b", "c", "d", "e", "f")).toEqual(["a", "b"]);
    }
    await nodePgMigrate(["up"], theirs);
    expect(ran(await down({ ...ours, all: true }))).toHaveLength(6);
  });

  test("agree on what was redone by the other: its row is a new one, adopted anew", async () => {
    const { ours, theirs } = both();
    await up(ours);
    await nodePgMigrate(["redo"], theirs);
    const [last] = (await status(ours)).migrations.slice(-1);
    expect(last).toMatchObject({ name: "6_f", state: "applied" });
    expect(last).not.toHaveProperty("event");
    expect((await up(ours)).adopted).toEqual(["6_f"]);
    expect((await journal(db())).slice(-2)).toEqual(["up 6_f", "adopt 6_f"]);
  });

  test("keep one order when the database moves to a time zone far behind", async () => {
    const { ours, theirs } = both();
    const name = new URL(urlOf(db())).pathname.slice(1);
    await db().query(`alter database ${name} set timezone = 'Pacific/Kiritimati'`);
    await up({ ...ours, count: 1 });
    await nodePgMigrate(["up", "1"], theirs);
    await db().query(`alter database ${name} set timezone = 'America/Los_Angeles'`);
    expect(ran(await up(ours))).toHaveLength(4);
    await nodePgMigrate(["up"], theirs);
    await nodePgMigrate(["down"], theirs);
    await db().query(`alter database ${name} reset timezone`);
    expect(await applied(db())).toEqual(names.slice(0, 5));
  });

  test("keep one order when node-pg-migrate's time zone is ahead of ours", async () => {
    const { ours, theirs } = both();
    const ahead = { ...theirs, url: `${theirs.url}?options=-c%20TimeZone%3DPacific/Kiritimati` };
    await nodePgMigrate(["up", "1"], ahead);
    await up({ ...ours, count: 1 });
    await nodePgMigrate(["up", "1"], ahead);
    await up({ ...ours, count: 2 });
    await nodePgMigrate(["up"], ahead);
    expect(await applied(db())).toEqual(names);
    const byTime = await db().query<{ name: string }>(
      "select name from pgmigrations order by run_on, id",
    );
    expect(byTime.map((row) => row.name)).toEqual(names);
    expect(
      await db().query(
        "select count(*)::int as zones from (select run_on::timestamptz - now() > '1 h' from pgmigrations group by 1) q",
      ),
    ).toEqual([{ zones: 1 }]);
  });

  test("leave the order that is told to be left, and node-pg-migrate says so itself", async () => {
    const { ours, theirs } = both(tables("1_a", "3_c"));
    await up(ours);
    addFiles(ours.migrationsDir, tables("2_b"));
    await up({ ...ours, checkOrder: false });
    expect((await runNodePgMigrate(["up"], theirs)).exitCode).toBe(1);
    await nodePgMigrate(["up", "--no-check-order"], theirs);
    expect(await applied(db())).toEqual(["1_a", "3_c", "2_b"]);
  });

  test("make the very same table, whoever is first", async () => {
    const { ours, theirs } = both(tables("1_a"));
    const other = await createDatabase(urlOf(db()));
    try {
      await up(ours);
      await nodePgMigrate(["up"], { ...theirs, url: other });
      expect(await db().query(makeOf)).toEqual(await queryOnce(other, makeOf));
      await nodePgMigrate(["down"], theirs);
      await up({ ...ours, database: other });
      await down({ ...ours, database: other });
      expect(await db().query(makeOf)).toEqual(await queryOnce(other, makeOf));
    } finally {
      await dropDatabase(urlOf(db()), other);
    }
  });

  test("whose file is gone: ours rolls back by its journal, also after adopting", async () => {
    const { ours, theirs } = both(tables("1_a", "2_b"));
    await nodePgMigrate(["up"], theirs);
    await up(ours);
    removeFiles(ours.migrationsDir, "2_b.sql");
    expect(ran(await down(ours))).toEqual(["down 2_b"]);
    expect(await existing(db(), "b")).toEqual([]);
  });
});
