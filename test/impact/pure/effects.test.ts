import { describe, expect, test } from "vitest";
import { rates } from "../../../src/impact/rates.ts";
import { build, lock, relation, statementsOf } from "../../support/impacts.ts";
import { tableOf } from "../../support/statistics.ts";

describe("partitions", () => {
  const parent = tableOf("app.events", {
    kind: "partitioned table",
    rows: 3e6,
    heapBytes: 3e9,
    tableBytes: 3e9,
  });
  const partitionOf = relation("app.events");
  const parts = [1, 2, 3].map((number) => tableOf(`app.events_${number}`, { partitionOf }));
  const tables = [parent, ...parts];

  test("that only the target has are counted like those that the scratch database has", async () => {
    const [statement] = await statementsOf({
      files: { "1_a.sql": "alter table app.events alter column id type bigint;" },
      seen: {
        "1_a": [
          {
            locks: [
              lock("ACCESS EXCLUSIVE", "app.events"),
              lock("ACCESS EXCLUSIVE", "app.events_1"),
            ],
            rewrites: [relation("app.events_1")],
          },
        ],
      },
      tables,
    });
    expect(statement!.locks).toMatchObject([{ name: "events", partitions: 3 }]);
    expect(statement!.works).toMatchObject([{ kind: "rewrite", relation: partitionOf }]);
    expect(statement!.works[0]!.duration.to).toBeCloseTo(3e9 / rates.rewrite.slow);
  });

  test("of which the scratch database showed none are unknown", async () => {
    const [statement] = await statementsOf({
      files: { "1_a.sql": "alter table app.events alter column id type bigint;" },
      seen: { "1_a": [{ locks: [lock("ACCESS EXCLUSIVE", "app.events")] }] },
      tables,
    });
    expect(statement).toMatchObject({
      verdict: "unknown",
      reasons: [{ rule: "unseen-partitions", partitions: 3 }, { rule: "queue" }],
    });
  });

  test("are spared by ONLY and by ATTACH", async () => {
    for (const text of [
      "create index i on only app.events (id);",
      "alter table app.events attach partition app.events_4 for values in (4);",
    ]) {
      const [statement] = await statementsOf({
        files: { "1_a.sql": text },
        seen: { "1_a": [{ locks: [lock("SHARE", "app.events")] }] },
        tables,
      });
      expect(statement!.locks[0]).not.toHaveProperty("partitions");
      expect(statement!.reasons).toMatchObject([{ rule: "queue" }]);
    }
  });

  test("are those that are there by then", async () => {
    const statements = await statementsOf({
      files: {
        "1_a.sql": "alter table app.events detach partition app.events_1;",
        "2_b.sql": "create table app.events_4 partition of app.events for values in (4, 5);",
        "3_c.sql": "create table app.events_5 partition of app.events for values in (6);",
        "4_d.sql": "alter table app.events rename to happenings;",
        "5_e.sql": "alter table app.happenings add column z int;",
      },
      seen: {
        ...{ "1_a": [{}], "2_b": [{}], "3_c": [{}], "4_d": [{}] },
        "5_e": [
          {
            locks: ["happenings", "events_1", "events_2"].map((name) =>
              lock("ACCESS EXCLUSIVE", `app.${name}`),
            ),
            transaction: 1,
          },
        ],
      },
      tables,
    });
    expect(statements.at(-1)!.locks).toMatchObject([
      { name: "happenings", partitions: 4 },
      { name: "events_1" },
    ]);
  });

  test("count once, however many of them the scratch database has, with each index", async () => {
    const [statement] = await statementsOf({
      files: { "1_a.sql": "alter table app.events alter column id type bigint;" },
      seen: {
        "1_a": [
          {
            locks: ["events", "events_1", "events_2"].map((name) =>
              lock("ACCESS EXCLUSIVE", `app.${name}`),
            ),
            rewrites: [relation("app.events_1"), relation("app.events_2")],
            builds: [
              build("app.i1", "app.events_1"),
              build("app.j1", "app.events_1"),
              build("app.i2", "app.events_2"),
              build("app.j2", "app.events_2"),
            ],
          },
        ],
      },
      tables,
    });
    expect(statement!.works.map(({ kind, name }) => [kind, name])).toEqual([
      ["rewrite", undefined],
      ["index build", "i1"],
      ["index build", "j1"],
    ]);
  });
});

describe("changed rows", () => {
  const keyed = tableOf("app.orders", {
    indexes: [
      { name: "k", bytes: 1, unique: true, valid: true, primary: true, key: ["tenant", "id"] },
    ],
    rates: { inserts: 0, updates: 50, deletes: 0, sequentialScans: 0, indexScans: 0 },
  });
  const written = [{ locks: [lock("ROW EXCLUSIVE", "app.orders")] }];
  const one = async (text: string) =>
    (
      await statementsOf({ files: { "1_a.sql": text }, seen: { "1_a": written }, tables: [keyed] })
    )[0]!;

  test("are all of them without a condition", async () => {
    const { works, verdict, reasons } = await one("update app.orders set z = 1;");
    expect(works[0]).toMatchObject({ kind: "update" });
    expect(works[0]!.duration.from).toBeCloseTo(1e9 / rates.scan.fast + 1e6 / rates.update.fast);
    expect(verdict).toBe("stops the application");
    expect(reasons).toMatchObject([{ rule: "rows-locked-long" }, { rule: "harmless" }]);
  });

  test("are any number with a condition that is no key", async () => {
    const { works } = await one("delete from app.orders where tenant = 1;");
    expect(works[0]).toMatchObject({ kind: "delete", shares: [{}, { atMost: true }] });
    expect(works[0]!.duration.from).toBeCloseTo(1e9 / rates.scan.fast);
    expect(works[0]!.duration.to).toBeCloseTo(1e9 / rates.scan.slow + 1e6 / rates.delete.slow);
  });

  test("are few by a whole key", async () => {
    expect(
      await one("update app.orders set z = 1 where tenant = 1 and id in (1, 2);"),
    ).toMatchObject({ works: [], verdict: "safe" });
  });

  test("may be any where code of which the text says nothing writes", async () => {
    const { works } = await one("do $$ begin perform 1; end $$;");
    expect(works).toMatchObject([{ kind: "update", shares: [{}, { atMost: true }] }]);
  });
});
