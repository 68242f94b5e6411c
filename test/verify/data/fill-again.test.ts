import { expect, test } from "vitest";
import { FillMemory, fillTables } from "../../../src/rows/fill.ts";
import { describeEachDatabase } from "../../support/databases.ts";
import { connected } from "./content.ts";

describeEachDatabase("filling tables again", (db) => {
  test("does not try again what failed, until the table or its parents change", async () => {
    await db().query(
      "CREATE SEQUENCE tries; CREATE TABLE t (a int NOT NULL CONSTRAINT never CHECK (nextval('tries') < 0))",
    );
    const memory = new FillMemory();
    const tries = async () =>
      (await db().query<{ n: string }>("SELECT last_value AS n FROM tries"))[0]!.n;
    await connected(db(), async (connection) => {
      const first = await fillTables(connection, [], { memory });
      expect(first.unfilled).toHaveLength(1);
      const before = await tries();
      expect(await fillTables(connection, [], { memory })).toEqual(first);
      expect(await tries()).toEqual(before);
      await connection.query("ALTER TABLE t DROP CONSTRAINT never");
      const all = { unfilled: [], isUntouched: false };
      expect(await fillTables(connection, [], { memory })).toMatchObject(all);
      expect(await fillTables(connection, [], { memory })).toEqual({
        ...all,
        filled: [],
        isUntouched: true,
      });
    });
  });

  test("fills what is like something filled before as that was, without what was refused then", async () => {
    await db().query(`CREATE SEQUENCE tries;
      CREATE TABLE p (kind text CHECK (kind IN ('a', 'b')), PRIMARY KEY (kind));
      CREATE TABLE c (id int PRIMARY KEY, kind text NOT NULL UNIQUE REFERENCES p, CHECK (nextval('tries') > 0))`);
    const memory = new FillMemory();
    const tries = async () => Number((await db().query("SELECT nextval('tries') AS n"))[0]!["n"]);
    const rows = async () => [
      await db().query("SELECT * FROM p ORDER BY kind"),
      await db().query("SELECT * FROM c ORDER BY id"),
    ];
    await connected(db(), async (connection) => {
      await fillTables(connection, [], { memory });
      const [first, used] = [await rows(), await tries()];
      expect(first.map((table) => table.length)).toEqual([2, 1]);
      await connection.query("TRUNCATE p, c");
      await fillTables(connection, [], { memory });
      expect(await rows()).toEqual(first);
      expect((await tries()) - used).toBeLessThan(used / 2);
      await connection.run(["TRUNCATE p, c", "ALTER TABLE c DROP CONSTRAINT c_kind_key"]);
      await fillTables(connection, [], { memory });
      expect((await rows())[1]).toHaveLength(4);
    });
  });
});
