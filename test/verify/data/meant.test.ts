import { expect, test } from "vitest";
import { anythingMeant, judge, meantTogether } from "../../../src/verify/meant.ts";
import { verdicts } from "./content.ts";
import { describeEachDatabaseInTurn } from "../../support/share.ts";

const schema = `
  CREATE TYPE mood AS ENUM ('sad', 'happy');
  CREATE TABLE t (id int PRIMARY KEY, price numeric(6,2), feeling mood, twice numeric GENERATED ALWAYS AS (price * 2) STORED, changed text);
  INSERT INTO t VALUES (1, 1.5, 'sad'), (2, 2.5, 'happy');
  CREATE TABLE child (id int PRIMARY KEY, t int REFERENCES t ON DELETE CASCADE, note text);
  INSERT INTO child VALUES (1, 1, 'x');
  CREATE VIEW seen AS SELECT * FROM child;
  CREATE SCHEMA app; CREATE TABLE app.t (id int PRIMARY KEY, a text); INSERT INTO app.t VALUES (1, 'x');
  CREATE TABLE parts (k int, v text) PARTITION BY LIST (k);
  CREATE TABLE part1 PARTITION OF parts FOR VALUES IN (1);
  INSERT INTO parts VALUES (1, 'x');
  CREATE FUNCTION spoil() RETURNS void LANGUAGE sql AS $$ UPDATE public.child SET note = 'spoilt' $$;
  CREATE FUNCTION spoil_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.changed = 'yes'; RETURN NEW; END $$;
  CREATE TRIGGER spoil BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.id = 2) EXECUTE FUNCTION spoil_trigger();
  CREATE RULE spoil AS ON INSERT TO parts DO ALSO UPDATE child SET note = 'ruled';`;

/** Changes, and the verdicts on what they do. */
const changes: Record<string, [change: string, verdicts: string[]]> = {
  "a named column": [
    "UPDATE public.t SET price = 9 WHERE id = 1",
    [
      "meant: 1 value of public.t.price changes (id = 1: '1.50' becomes '9.00')",
      "meant: 1 value of public.t.twice changes (id = 1: '3.00' becomes '18.00')",
    ],
  ],
  "a column that a trigger sets": [
    "UPDATE t SET price = price WHERE id = 2",
    [
      "unclear (a trigger of public.t): 1 value of public.t.changed changes (id = 2: NULL becomes 'yes')",
    ],
  ],
  "a column that a trigger of another table sets": [
    "CREATE FUNCTION further() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE child SET note = 'further'; RETURN NEW; END $$; CREATE TRIGGER g AFTER UPDATE ON app.t FOR EACH ROW EXECUTE FUNCTION further(); UPDATE app.t SET a = 'y'",
    [
      "meant: 1 value of app.t.a changes (id = 1: 'x' becomes 'y')",
      "unclear (a trigger of app.t): 1 value of public.child.note changes (id = 1: 'x' becomes 'further')",
    ],
  ],
  "rows of a cascade": [
    "DELETE FROM t WHERE id = 1",
    ["failure: public.child loses 1 row (id = 1)", "meant: public.t loses 1 row (id = 1)"],
  ],
  "a truncated child": [
    "TRUNCATE t CASCADE",
    ["failure: public.child loses 1 row (id = 1)", "meant: public.t loses 2 rows (id = 1)"],
  ],
  "a column that a rule sets": [
    "INSERT INTO parts VALUES (1, 'y')",
    [
      "failure: 1 value of public.child.note changes (id = 1: 'x' becomes 'ruled')",
      "meant: public.part1 has 1 new row (k = 1, v = y)",
    ],
  ],
  "a partition by its parent": [
    "DELETE FROM parts",
    ["meant: public.part1 loses 1 row (k = 1, v = x)"],
  ],
  "a lossy type": [
    "ALTER TABLE t DROP COLUMN twice, ALTER price TYPE int",
    [
      "lost: column public.t.twice is gone, with 2 values, such as '3.00'",
      "meant: 2 values of public.t.price change with its type, from numeric(6,2) to integer (id = 1: '1.50' becomes '2')",
    ],
  ],
  "another table of the same name": [
    "UPDATE app.t SET a = 'y'; DELETE FROM public.child",
    [
      "meant: 1 value of app.t.a changes (id = 1: 'x' becomes 'y')",
      "meant: public.child loses 1 row (id = 1)",
    ],
  ],
  "a DO block": [
    "DO $$ BEGIN UPDATE child SET note = 'y'; END $$",
    ["meant: 1 value of public.child.note changes (id = 1: 'x' becomes 'y')"],
  ],
  "a DO block that builds what it runs": [
    "DO $$ BEGIN EXECUTE format('UPDATE child SET note = %L', 'y'); END $$",
    ["unclear (DO): 1 value of public.child.note changes (id = 1: 'x' becomes 'y')"],
  ],
  "a function": [
    "SELECT public.spoil()",
    [
      "unclear (SELECT public.spoil()): 1 value of public.child.note changes (id = 1: 'x' becomes 'spoilt')",
    ],
  ],
  "a harmless function": [
    "SELECT pg_catalog.set_config('a.b', 'c', false); ALTER TABLE app.t ALTER a TYPE varchar(5)",
    [],
  ],
  "a view": [
    "UPDATE seen SET note = 'y'",
    [
      "unclear (a change through seen): 1 value of public.child.note changes (id = 1: 'x' becomes 'y')",
    ],
  ],
  "a table that is made and dropped": [
    "CREATE TEMP TABLE mine (a int); INSERT INTO mine VALUES (1); DELETE FROM t",
    ["failure: public.child loses 1 row (id = 1)", "meant: public.t loses 2 rows (id = 1)"],
  ],
  "an enum's value": [
    "ALTER TYPE mood RENAME VALUE 'sad' TO 'blue'",
    ["meant: 1 value of public.t.feeling changes (id = 1: 'sad' becomes 'blue')"],
  ],
  "a WITH query": [
    "WITH gone AS (DELETE FROM child RETURNING id) UPDATE app.t SET a = 'y' FROM gone",
    [
      "meant: 1 value of app.t.a changes (id = 1: 'x' becomes 'y')",
      "meant: public.child loses 1 row (id = 1)",
    ],
  ],
  "a schema": ["DROP SCHEMA app CASCADE", ["lost: table app.t is gone, with 1 row"]],
  "a table that is not there": [
    "DROP TABLE IF EXISTS nothing; ALTER TABLE IF EXISTS nothing DROP COLUMN a; DELETE FROM t",
    ["failure: public.child loses 1 row (id = 1)", "meant: public.t loses 2 rows (id = 1)"],
  ],
  "a new column": [
    "ALTER TABLE child ADD COLUMN n int DEFAULT 1",
    ["nothing: column public.child.n is new, with 1 value, such as '1'"],
  ],
  "a column that comes back": [
    "ALTER TABLE child DROP COLUMN note CASCADE; ALTER TABLE child ADD COLUMN note text",
    [
      "lost: 1 value of public.child.note changes with the column, which is dropped and added again (id = 1: 'x' becomes NULL)",
    ],
  ],
  "a table that comes back": [
    "DROP TABLE child CASCADE; CREATE TABLE child (id int PRIMARY KEY, t int, note text)",
    ["lost: public.child loses 1 row (id = 1)"],
  ],
  "a key": [
    "UPDATE child SET id = 5, t = 2, note = 'z'",
    ["meant: public.child loses 1 row (id = 1)", "meant: public.child has 1 new row (id = 5)"],
  ],
  "a conflict that updates": [
    "INSERT INTO child VALUES (1) ON CONFLICT (id) DO UPDATE SET note = 'y'",
    ["meant: 1 value of public.child.note changes (id = 1: 'x' becomes 'y')"],
  ],
  "a renamed table and column": [
    "ALTER TABLE child RENAME note TO remark; ALTER TABLE child RENAME TO kid; UPDATE kid SET remark = 'y'",
    ["meant: 1 value of public.child.note changes (id = 1: 'x' becomes 'y')"],
  ],
};

describeEachDatabaseInTurn(1, "what a migration meant", (db) => {
  test.each(Object.entries(changes))("%s", async (_, [change, expected]) => {
    await db().query(schema);
    expect((await verdicts(db(), change)).toSorted()).toEqual(expected.toSorted());
  });
});

test("where statements are not known, anything may be meant", () => {
  const difference = {
    kind: "rows gone",
    table: "public.t",
    alsoCalled: ["public.t"],
    hasTriggers: false,
    tableRecreated: false,
    rows: 1,
    example: [{ name: "id", value: "1" }],
  } as const;
  const meant = meantTogether({ writes: [], unknown: [] }, anythingMeant());
  expect(judge([difference], meant, [])).toEqual([
    { difference, verdict: "unclear", because: [{ kind: "own-code" }] },
  ]);
});
