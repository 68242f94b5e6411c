import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ConfigurationError } from "../../../src/index.ts";
import { loadStatistics, statisticsText } from "../../../src/impact/statistics-file.ts";
import { isBusy, isSmall } from "../../../src/impact/statistics.ts";
import { directoryOf } from "../../support/migrations.ts";
import { statisticsOf, tableOf } from "../../support/statistics.ts";
import { thrown } from "../../support/thrown.ts";

const statistics = statisticsOf(
  tableOf("app.orders", {
    rows: 41_234_567,
    deadRows: 12_345,
    heapBytes: 9_876_543_210,
    tableBytes: 9_912_345_678,
    totalBytes: 12_345_678_901,
    rates: { inserts: 12.345, updates: 0.0678, deletes: 0, sequentialScans: 1.5, indexScans: 987 },
    indexes: [
      {
        name: "orders_pkey",
        bytes: 1_234_567,
        unique: true,
        valid: true,
        primary: true,
        key: ["id"],
      },
    ],
  }),
  tableOf("app.uncounted", { rows: null }),
);

/** The path of a file with this text. */
function fileOf(text: string): string {
  return join(directoryOf({ "x.stats.json": text }), "x.stats.json");
}

/** What a broken file is refused with. */
function refusal(text: string): string {
  const file = fileOf(text);
  return thrown(ConfigurationError, () => loadStatistics(file)).message.replace(file, "FILE");
}

describe("a file of statistics", () => {
  test("has rows and bytes in two digits, rates and dead rows in one, and the day", () => {
    const content = JSON.parse(statisticsText(statistics)) as Record<string, any>;
    expect(content).toMatchObject({
      format: "pgmaestro-statistics",
      version: 1,
      readOn: "2026-11-27",
      postgres: "16.4",
    });
    expect(content["tables"][0]).toEqual({
      schema: "app",
      name: "orders",
      kind: "table",
      rows: 41_000_000,
      deadRows: 10_000,
      heapBytes: 9_900_000_000,
      tableBytes: 9_900_000_000,
      totalBytes: 12_000_000_000,
      rates: { inserts: 10, updates: 0.07, deletes: 0, sequentialScans: 2, indexScans: 1000 },
      indexes: [
        {
          name: "orders_pkey",
          bytes: 1_200_000,
          unique: true,
          valid: true,
          primary: true,
          key: ["id"],
        },
      ],
    });
    expect(content["tables"][1].rows).toBeNull();
  });

  test("is read back, and written again is the same to the byte", () => {
    const text = statisticsText(statistics);
    const read = loadStatistics(fileOf(text));
    expect(read.postgres).toEqual({ version: "16.4", major: 16 });
    expect(read.tables[0]).toMatchObject({ schema: "app", name: "orders", rows: 41_000_000 });
    expect(statisticsText(read)).toBe(text);
    expect(readFileSync(fileOf(text), "utf8")).toMatch(/\}\n$/);
  });

  test("that is broken is refused with the place and what to do", () => {
    const valid = JSON.parse(statisticsText(statistics)) as Record<string, any>;
    const different = (change: object) => refusal(JSON.stringify({ ...valid, ...change }));
    expect(refusal("{")).toMatch(/^The statistics FILE are broken: it is no JSON: /);
    expect(refusal("[]")).toContain('its "format" is not "pgmaestro-statistics"');
    expect(refusal("null")).toContain('its "format" is not "pgmaestro-statistics"');
    expect(different({ version: 2 })).toBe(
      "The statistics FILE are of version 2, and this pgmaestro reads up to 1",
    );
    expect(different({ version: "1" })).toContain('"version" must be 1');
    expect(different({ tables: {} })).toContain('"tables" must be a list of tables');
    const [orders, ...others] = valid["tables"] as Record<string, unknown>[];
    expect(different({ tables: [{ ...orders, rows: "many" }, ...others] })).toContain(
      '"tables.0.rows" must be a number',
    );
    expect(different({ tables: [{ ...orders, totalBytes: -1 }, ...others] })).toContain(
      '"tables.0.totalBytes" must not be negative',
    );
  });

  test("that is not there is refused, and the command that writes it is told", () => {
    const error = thrown(ConfigurationError, () => loadStatistics("absent.stats.json"));
    expect(error.message).toContain("absent.stats.json cannot be read");
    expect(error.hint).toBe("`pgmaestro stats --output absent.stats.json` writes them.");
  });
});

describe("a table", () => {
  test("is small below 10,000 rows and below 10 MB, both", () => {
    expect(isSmall({ rows: 9_999, totalBytes: 9_999_999 })).toBe(true);
    expect(isSmall({ rows: 10_000, totalBytes: 8192 })).toBe(false);
    expect(isSmall({ rows: 1, totalBytes: 10_000_000 })).toBe(false);
  });

  test("whose rows nobody has counted is small where so many could not be in it", () => {
    expect(isSmall({ rows: null, totalBytes: 319_999 })).toBe(true);
    expect(isSmall({ rows: null, totalBytes: 320_000 })).toBe(false);
  });

  test("is busy from one row written or ten scans a second on", () => {
    const idle = { inserts: 0, updates: 0, deletes: 0, sequentialScans: 0, indexScans: 0 };
    expect(isBusy({ rates: idle })).toBe(false);
    expect(isBusy({ rates: { ...idle, inserts: 0.5, updates: 0.3, deletes: 0.2 } })).toBe(true);
    expect(isBusy({ rates: { ...idle, inserts: 0.99 } })).toBe(false);
    expect(isBusy({ rates: { ...idle, sequentialScans: 4, indexScans: 6 } })).toBe(true);
    expect(isBusy({ rates: { ...idle, indexScans: 9.9 } })).toBe(false);
  });
});
