import { expect, test } from "vitest";
import { withConnection } from "../../src/database/index.ts";
import { describeEachDatabase } from "../support/databases.ts";

describeEachDatabase("answers", (db) => {
  test("each statement of a text has one, its values as text", async () => {
    const answers = await withConnection(
      db().database,
      { extensions: () => [], lockWait: 1 },
      (connection) =>
        connection.answers(`CREATE TABLE t (a int, b text[]);
        INSERT INTO t VALUES (1, '{x}'), (2, NULL);
        SELECT a, b, true AS c FROM t ORDER BY a; SELECT FROM t`),
    );
    expect(answers).toMatchObject([
      { command: "CREATE", count: null, columns: [], rows: [] },
      { command: "INSERT", count: 2, columns: [], rows: [] },
      {
        command: "SELECT",
        count: 2,
        columns: [
          { name: "a", type: 23 },
          { name: "b", type: 1009 },
          { name: "c", type: 16 },
        ],
        rows: [
          ["1", "{x}", "t"],
          ["2", null, "t"],
        ],
      },
      { command: "SELECT", count: 2, columns: [], rows: [[], []] },
    ]);
  });

  test("after an error nothing of the text is done, and the next one is answered", async () => {
    await withConnection(
      db().database,
      { extensions: () => [], lockWait: 1 },
      async (connection) => {
        await expect(connection.answers("CREATE TABLE u (); SELECT 1/0")).rejects.toThrow(
          "division by zero",
        );
        const [answer] = await connection.answers("SELECT to_regclass('u')");
        expect(answer!.rows).toEqual([[null]]);
      },
    );
  });
});
