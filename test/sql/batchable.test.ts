import { beforeAll, describe, expect, test } from "vitest";
import { batchable, loadParser, withCondition } from "../../src/sql/statement/index.ts";
import { readBackfill, SqlTextError } from "../../src/sql/text/index.ts";

beforeAll(loadParser);

const orders = { name: "orders" };

/** The statement for a range of the table, where it can be cut. */
function cut(sql: string, table: { name: string; schema?: string } = orders): string {
  const place = batchable(sql, table);
  return typeof place === "string"
    ? place
    : withCondition(sql, place, `${place.alias}.id <= 9`).text.replaceAll("\n", " ");
}

describe("a statement is cut by a condition more", () => {
  test.each([
    ["UPDATE orders SET n = 1", "UPDATE orders SET n = 1 WHERE orders.id <= 9 "],
    [
      "UPDATE s.orders o SET n = 1 WHERE a OR b",
      "UPDATE s.orders o SET n = 1 WHERE ( a OR b ) AND o.id <= 9 ",
    ],
    [
      "UPDATE orders SET n = (SELECT 1 FROM x WHERE y) where a -- b",
      "UPDATE orders SET n = (SELECT 1 FROM x WHERE y) WHERE ( a ) AND orders.id <= 9  -- b",
    ],
    [
      "DELETE FROM ONLY orders USING x WHERE x.a",
      "DELETE FROM ONLY orders USING x WHERE ( x.a ) AND orders.id <= 9 ",
    ],
    [
      `UPDATE "orders" SET n = 'WHERE' || "where"`,
      `UPDATE "orders" SET n = 'WHERE' || "where" WHERE orders.id <= 9 `,
    ],
    [
      "INSERT INTO x SELECT a FROM orders ON CONFLICT (a) DO NOTHING",
      "INSERT INTO x SELECT a FROM orders  WHERE orders.id <= 9 ON CONFLICT (a) DO NOTHING",
    ],
    [
      "INSERT INTO x SELECT a FROM y JOIN orders o ON y.a = o.a WHERE y.b ON CONFLICT (a) WHERE c DO NOTHING",
      "INSERT INTO x SELECT a FROM y JOIN orders o ON y.a = o.a WHERE ( y.b  ) AND o.id <= 9 ON CONFLICT (a) WHERE c DO NOTHING",
    ],
    [
      "INSERT INTO x SELECT (SELECT count(*) FROM y) FROM orders",
      "INSERT INTO x SELECT (SELECT count(*) FROM y) FROM orders WHERE orders.id <= 9 ",
    ],
  ])("%s", (sql, expected) => {
    expect(cut(sql)).toBe(expected);
  });
});

describe("a statement is not cut", () => {
  test.each([
    ["SELECT 1", "other-command"],
    ["CREATE TABLE t ()", "other-command"],
    ["INSERT INTO x VALUES (1)", "other-command"],
    ["INSERT INTO x (SELECT a FROM orders)", "other-command"],
    ["UPDATE orders SET n = 1 WHERE CURRENT OF c", "other-command"],
    ["UPDATE others SET n = 1", "other-table"],
    ["INSERT INTO x SELECT a FROM y", "other-table"],
    ["WITH w AS (SELECT 1) UPDATE orders SET n = 1", "with"],
    ["DELETE FROM orders RETURNING id", "returning"],
    ["UPDATE orders SET n = (SELECT max(n) FROM orders)", "reads-itself"],
    ["DELETE FROM orders USING orders o WHERE o.id = orders.id", "reads-itself"],
    ["INSERT INTO orders SELECT * FROM orders", "reads-itself"],
    ["INSERT INTO x SELECT a FROM orders WHERE NOT EXISTS (SELECT FROM x)", "reads-itself"],
    ["INSERT INTO x SELECT DISTINCT a FROM orders", "whole-set"],
    ["INSERT INTO x SELECT a FROM orders GROUP BY a", "whole-set"],
    ["INSERT INTO x SELECT count(*) FROM orders", "whole-set"],
    ["INSERT INTO x SELECT sum(a) + 1 FROM orders", "whole-set"],
    ["INSERT INTO x SELECT row_number() OVER () FROM orders", "whole-set"],
    ["INSERT INTO x SELECT a FROM orders LIMIT 3", "whole-set"],
    ["INSERT INTO x SELECT a FROM orders UNION SELECT a FROM y", "whole-set"],
    ["INSERT INTO x SELECT a FROM y LEFT JOIN orders o ON true", "outer-join"],
    ["INSERT INTO x SELECT a FROM (SELECT * FROM orders) o", "outer-join"],
  ])("%s", (sql, reason) => {
    expect(cut(sql)).toBe(reason);
  });

  test("where it names another schema", () => {
    expect(cut("UPDATE a.orders SET n = 1", { schema: "b", name: "orders" })).toBe("other-table");
  });
});

test("a place in the statement that runs is found in the one that is written", () => {
  const sql = "UPDATE orders SET n = 1 WHERE a = 2 /* end */";
  const place = batchable(sql, orders);
  if (typeof place === "string") throw new Error(place);
  const narrowed = withCondition(sql, place, "id < 9");
  for (const word of ["SET", "a = 2", "/* end"])
    expect(narrowed.written(narrowed.text.indexOf(word))).toBe(sql.indexOf(word));
  expect(narrowed.written(narrowed.text.indexOf("id < 9"))).toBeUndefined();
});

describe("the directive", () => {
  test.each([
    ["orders", { table: { name: "orders" }, batch: 5000, pause: 50, target: 500 }],
    ["App.Orders by ID", { table: { schema: "app", name: "orders" }, key: ["id"] }],
    [
      '"App"."My "" orders" by "A", b batch 10',
      { table: { schema: "App", name: 'My " orders' }, key: ["A", "b"], batch: 10 },
    ],
    ["orders pause 2s target 1min max-lag 500ms", { pause: 2000, target: 60_000, maxLag: 500 }],
  ])("says %s", (words, expected) => {
    expect(readBackfill(words, 0)).toMatchObject(expected);
  });

  test.each([
    "",
    "orders batch",
    "orders batch 0",
    "orders pause 5",
    "orders fast",
    "orders by",
    "orders max-lag",
  ])("does not say %j", (words) => {
    expect(() => readBackfill(words, 0)).toThrow(SqlTextError);
  });
});
