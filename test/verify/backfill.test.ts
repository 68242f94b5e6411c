import { describe, expect, test } from "vitest";
import { BackfillDiffersError, verify } from "../../src/index.ts";
import { directoryOf } from "../support/migrations.ts";
import { scratchPlaces } from "../support/share.ts";

const orders = `-- Up Migration
CREATE TABLE orders (id int PRIMARY KEY, total int NOT NULL, cents int, seen timestamptz);
-- Down Migration
DROP TABLE orders;
`;

describe.each(scratchPlaces(0))("verify of a backfill ($place)", ({ scratch }) => {
  /** What verify says of going up with a backfill. */
  async function upOf(statement: string, before = "") {
    const migrationsDir = directoryOf({
      "1_orders.sql": orders.replace("-- Down", `${before}\n-- Down`),
      "2_fill.sql": `-- Up Migration
-- pgmaestro: backfill orders by id
${statement};
-- Down Migration
UPDATE orders SET cents = NULL, seen = NULL;
  `,
    });
    const { migrations } = await verify({ migrationsDir, names: ["2_fill"], scratch: scratch() });
    return migrations[0]!.up;
  }

  test.each([
    "UPDATE orders SET cents = total - 100",
    "UPDATE orders SET cents = 1 WHERE total > 0 OR id = 1",
    "UPDATE orders SET seen = now(), cents = (random() * 1000)::int",
  ])("batches that give what the statement gives at once pass: %s", async (statement) => {
    expect(await upOf(statement)).toMatchObject({ verdict: "passed" });
  });

  test("batches that give other rows than the statement at once fail, with the place", async () => {
    const before = `CREATE FUNCTION summed() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT sum(total) FROM orders';`;
    const { verdict, problems } = await upOf("UPDATE orders SET total = 1 + summed() % 97", before);
    expect(verdict).toBe("failed");
    const [problem] = problems;
    if (problem?.kind !== "error") throw new Error("there is no error");
    expect(problem.error).toBeInstanceOf(BackfillDiffersError);
    expect(problem.error.message).toMatch(
      /2_fill\.sql:3:1: batch by batch this gives other rows in public\.orders than at once$/,
    );
  });
});
