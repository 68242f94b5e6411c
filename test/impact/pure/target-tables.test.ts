import { describe, expect, test } from "vitest";
import { rates } from "../../../src/impact/rates.ts";
import { lock, relation, statementsOf, scan } from "../../support/impacts.ts";
import { tableOf } from "../../support/statistics.ts";

/** 1 M rows and 1 GB, nothing going on. */
const orders = tableOf("app.orders");
const addColumn = "alter table app.orders add column z int;";
const metadataOnly = { locks: [lock("ACCESS EXCLUSIVE", "app.orders")] };

describe("a table that the target has not", () => {
  test("is new where an earlier migration makes it, with or without a schema", async () => {
    const statements = await statementsOf({
      files: {
        "1_a.sql": "create table notes (id int);",
        "2_b.sql": "alter table app.notes add constraint c check (id > 0);",
      },
      seen: {
        "1_a": [{}],
        "2_b": [{ locks: [lock("ACCESS EXCLUSIVE", "app.notes")], scans: [scan("app.notes")] }],
      },
    });
    expect(statements.map(({ verdict }) => verdict)).toEqual(["safe", "safe"]);
    expect(statements[1]!.locks).toMatchObject([{ size: { is: "new" }, reason: { rule: "new" } }]);
  });

  test("is unknown where nothing that is pending makes it", async () => {
    const [statement] = await statementsOf({
      files: { "1_a.sql": addColumn },
      seen: { "1_a": [metadataOnly] },
    });
    expect(statement).toMatchObject({
      verdict: "unknown",
      reasons: [{ rule: "not-in-statistics", relation: relation("app.orders") }],
    });
  });

  test("is what statistics say where they know it, though a migration would make it", async () => {
    const [, statement] = await statementsOf({
      files: { "1_a.sql": "create table if not exists app.orders ();", "2_b.sql": addColumn },
      seen: { "1_a": [{}], "2_b": [metadataOnly] },
      tables: [orders],
    });
    expect(statement!.locks).toMatchObject([{ size: { is: "known", rows: 1_000_000 } }]);
  });

  test("is as large as what it was filled from", async () => {
    const [, statement] = await statementsOf({
      files: {
        "1_a.sql": "create table app.copies as select * from app.orders;",
        "2_b.sql": "alter table app.copies alter column id type bigint;",
      },
      seen: {
        "1_a": [{ locks: [lock("ACCESS SHARE", "app.orders")] }],
        "2_b": [
          {
            locks: [lock("ACCESS EXCLUSIVE", "app.copies")],
            rewrites: [relation("app.copies")],
          },
        ],
      },
      tables: [orders],
    });
    expect(statement!.works[0]!.duration.to).toBeCloseTo(1e9 / rates.rewrite.slow);
    expect(statement).toMatchObject({ verdict: "safe", locks: [{ size: { is: "new" } }] });
  });

  test("is no larger than it is known to be for what is put into it", async () => {
    const [, statement] = await statementsOf({
      files: {
        "1_a.sql": "insert into app.orders select * from app.logs;",
        "2_b.sql": "alter table app.orders alter column id type bigint;",
      },
      seen: {
        "1_a": [{ locks: [lock("ACCESS SHARE", "app.logs"), lock("ROW EXCLUSIVE", "app.orders")] }],
        "2_b": [{ ...metadataOnly, rewrites: [relation("app.orders")] }],
      },
      tables: [orders, tableOf("app.logs", { rows: 10, heapBytes: 8192, tableBytes: 8192 })],
    });
    expect(statement!.works[0]!.shares).toMatchObject([{ amount: 1e9 }]);
  });
});

describe("a table with another name", () => {
  const rename = "alter table app.orders rename to purchases;";

  test("keeps its size", async () => {
    const [, statement] = await statementsOf({
      files: { "1_a.sql": rename, "2_b.sql": "alter table app.purchases add column z int;" },
      seen: {
        "1_a": [metadataOnly],
        "2_b": [{ locks: [lock("ACCESS EXCLUSIVE", "app.purchases")], transaction: 1 }],
      },
      tables: [orders],
    });
    expect(statement!.reasons).not.toContainEqual(
      expect.objectContaining({ rule: "not-in-statistics" }),
    );
    expect(statement!.locks).toMatchObject([{ size: { is: "known", rows: 1_000_000 } }]);
  });

  test("is not taken for a new one that has its old name, which the trace still uses", async () => {
    const statements = await statementsOf({
      files: {
        "1_a.sql": `${rename} create table app.orders (id int); alter table app.purchases alter id type bigint;`,
      },
      seen: {
        "1_a": [metadataOnly, {}, { locks: [], rewrites: [relation("app.orders")] }],
      },
      tables: [orders],
    });
    expect(statements[2]!.works[0]!.duration.to).toBeCloseTo(1e9 / rates.rewrite.slow);
    expect(statements[0]).toMatchObject({ verdict: "stops the application" });
  });

  test("of its schema keeps its size, and so do its indexes", async () => {
    const index = { name: "i", bytes: 1, unique: false, valid: true, primary: false };
    const [, , table, ofIndex] = await statementsOf({
      files: {
        "1_a.sql": "alter schema app rename to shop; alter index shop.i rename to j;",
        "2_b.sql": "alter table shop.orders add column z int;",
        "3_c.sql": "alter index shop.j set (fillfactor = 70);",
      },
      seen: {
        "1_a": [{}, {}],
        "2_b": [{ locks: [lock("ACCESS EXCLUSIVE", "shop.orders")], transaction: 1 }],
        "3_c": [{ locks: [lock("ACCESS EXCLUSIVE", "shop.j", "index")], transaction: 2 }],
      },
      tables: [tableOf("app.orders", { indexes: [index] })],
    });
    for (const statement of [table, ofIndex])
      expect(statement!.locks).toMatchObject([{ size: { is: "known", rows: 1_000_000 } }]);
  });

  test("is unknown once it is dropped with its schema", async () => {
    const statements = await statementsOf({
      files: { "1_a.sql": "drop schema app cascade;", "2_b.sql": addColumn },
      seen: { "1_a": [{}], "2_b": [{ ...metadataOnly, transaction: 1 }] },
      tables: [orders],
    });
    expect(statements[1]!.locks).toMatchObject([{ size: { is: "unknown" } }]);
  });
});
