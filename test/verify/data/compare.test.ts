import { expect, test } from "vitest";
import { compareRows, compareRowsOfTwo } from "../../../src/rows/index.ts";
import { contentsOf, differences } from "./content.ts";
import { describeEachDatabaseInTurn } from "../../support/share.ts";

const schema = `
  CREATE TABLE t (id int PRIMARY KEY, price numeric(6,2), note text);
  INSERT INTO t VALUES (1, 1.5, 'one'), (2, 2.25, NULL), (3, NULL, 'a "b", (c) & <d> \\ ''e''');
  CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t ON DELETE CASCADE);
  INSERT INTO child VALUES (1, 1), (2, 2);
  CREATE TABLE keyless (a int, b text, c text);
  INSERT INTO keyless VALUES (1, 'x', 'p'), (1, 'x', 'p'), (2, 'y', 'q');
  CREATE TABLE history (a int); INSERT INTO history VALUES (1);
  CREATE TABLE parts (k int, v text) PARTITION BY LIST (k);
  CREATE TABLE part1 PARTITION OF parts FOR VALUES IN (1);
  CREATE TABLE part2 PARTITION OF parts FOR VALUES IN (2);
  INSERT INTO parts VALUES (1, 'x'), (2, 'y');`;

/** Changes, and what differs afterwards. */
const changes: Record<string, [change: string, differences: string[]]> = {
  nothing: ["SELECT 1", []],
  "other tables than the user's": ["UPDATE history SET a = 2; CREATE TEMP TABLE mine (a int)", []],
  "rows in another order": [
    "CREATE TABLE copy AS SELECT * FROM keyless ORDER BY a DESC; TRUNCATE keyless; INSERT INTO keyless SELECT * FROM copy; DROP TABLE copy; UPDATE t SET note = note",
    [],
  ],
  "a table that is renamed": ["ALTER TABLE t RENAME TO u", []],
  "a table that moves to another schema": ["CREATE SCHEMA app; ALTER TABLE t SET SCHEMA app", []],
  "a column that is renamed": ["ALTER TABLE t RENAME note TO remark", []],
  "a type that keeps the values": [
    "ALTER TABLE t ALTER note TYPE varchar(100), ALTER id TYPE bigint",
    [],
  ],
  "a detached partition": ["ALTER TABLE parts DETACH PARTITION part1", []],
  "session settings": [
    "SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'German'; SET search_path = ''",
    [],
  ],
  "a column that is dropped": [
    "ALTER TABLE t DROP COLUMN note",
    ["column public.t.note is gone, with 2 values, such as 'one'"],
  ],
  "a column that is added": [
    "ALTER TABLE t ADD COLUMN n int, ADD COLUMN d text NOT NULL DEFAULT 'x'",
    [
      "column public.t.n is new, without any value",
      "column public.t.d is new, with 3 values, such as 'x'",
    ],
  ],
  "a column that is dropped and added again": [
    "ALTER TABLE t DROP COLUMN note; ALTER TABLE t ADD COLUMN note text",
    [
      "2 values of public.t.note change with the column, which is dropped and added again (id = 1: 'one' becomes NULL)",
    ],
  ],
  "two columns that change names": [
    "ALTER TABLE keyless RENAME b TO x; ALTER TABLE keyless RENAME c TO b; ALTER TABLE keyless RENAME x TO c",
    [],
  ],
  "a table that is dropped": ["DROP TABLE child", ["table public.child is gone, with 2 rows"]],
  "a table that is created": [
    "CREATE TABLE n AS SELECT 1 AS a",
    ["table public.n is new, with 1 row"],
  ],
  "a table that is dropped and created again": [
    "DROP TABLE child; CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t)",
    ["public.child loses 2 rows (id = 1)"],
  ],
  "a table that is dropped and created again with its rows": [
    "CREATE TABLE copy AS TABLE keyless; DROP TABLE keyless; CREATE TABLE keyless (c text, a int, b text); INSERT INTO keyless SELECT c, a, b FROM copy; DROP TABLE copy",
    [],
  ],
  "rows that are deleted, also by a cascade": [
    "DELETE FROM t WHERE id = 1",
    ["public.child loses 1 row (id = 1)", "public.t loses 1 row (id = 1)"],
  ],
  "rows that are truncated, also by a cascade": [
    "TRUNCATE t CASCADE",
    ["public.child loses 2 rows (id = 1)", "public.t loses 3 rows (id = 1)"],
  ],
  "rows that are added": ["INSERT INTO t VALUES (4)", ["public.t has 1 new row (id = 4)"]],
  "values that change": [
    "UPDATE t SET price = 9, note = 'n' WHERE id < 3",
    [
      "2 values of public.t.price change (id = 1: '1.50' becomes '9.00')",
      "2 values of public.t.note change (id = 1: 'one' becomes 'n')",
    ],
  ],
  "values that a type does not hold": [
    "ALTER TABLE t ALTER price TYPE int",
    [
      "2 values of public.t.price change with its type, from numeric(6,2) to integer (id = 1: '1.50' becomes '2')",
    ],
  ],
  "text that is cut, in a column with a new name": [
    "ALTER TABLE t ALTER note TYPE varchar(2) USING left(note, 2); ALTER TABLE t RENAME note TO n",
    [
      "2 values of public.t.note change with its type, from text to character varying(2) (id = 1: 'one' becomes 'on')",
    ],
  ],
  "one of two equal rows": [
    "DELETE FROM keyless WHERE ctid = (SELECT min(ctid) FROM keyless)",
    ["public.keyless loses 1 row (a = 1, b = x, c = p)"],
  ],
  "a value where there is no key": [
    "UPDATE keyless SET b = 'z' WHERE a = 2",
    ["1 value of public.keyless.b changes (a = 2, b = y, c = q: 'y' becomes 'z')"],
  ],
  "a key that changes": [
    "UPDATE child SET id = 7 WHERE id = 1",
    ["1 value of public.child.id changes (id = 1: '1' becomes '7')"],
  ],
  "a partition that is dropped": ["DROP TABLE part2", ["table public.part2 is gone, with 1 row"]],
  "a row of a partition": [
    "DELETE FROM parts WHERE k = 1",
    ["public.part1 loses 1 row (k = 1, v = x)"],
  ],
};

describeEachDatabaseInTurn(2, "what differs between two contents", (db) => {
  test.each(Object.entries(changes))("%s", async (_, [change, expected]) => {
    await db().query(schema);
    expect(await differences(db(), change)).toEqual(expected);
  });

  test("of two databases tables go by their names, whatever their oids", async () => {
    await db().query(schema);
    const contents = await contentsOf(db());
    const oids = contents.map(({ oid }) => oid).toReversed();
    const moved = contents.map((table, at) => ({ ...table, oid: oids[at]! }));
    expect(compareRows(contents, moved)).not.toEqual([]);
    expect(compareRowsOfTwo(contents, moved)).toEqual([]);
  });

  test("of a table with many rows the first ones are compared, and nothing is made up", async () => {
    await db().query(
      "CREATE TABLE t (id int PRIMARY KEY, a text NOT NULL, b int NOT NULL); INSERT INTO t SELECT n, 'a', 0 FROM generate_series(1, 1001) n",
    );
    expect(await differences(db(), "INSERT INTO t VALUES (0, 'a', 0), (-1, 'a', 0)")).toEqual([]);
    expect(await differences(db(), "UPDATE t SET a = 'b' WHERE id = 100")).toEqual([
      "1 value of public.t.a changes (id = 100: 'a' becomes 'b')",
    ]);
  });
});
