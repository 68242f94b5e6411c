import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { statisticsText } from "../../src/impact/index.ts";
import { chromiumPath, launchChromium } from "../support/browser.ts";
import { pgmaestro } from "../support/cli.ts";
import { addFiles, upDown } from "../support/migrations.ts";
import { openPage, overflowing, unfold, violations } from "../support/page.ts";
import { repositoryOf } from "../support/repository.ts";
import { statisticsOf, tableOf } from "../support/statistics.ts";

vi.setConfig({ testTimeout: 240_000 }); // scratch databases on a slow machine

/** A pull request that does many things to large tables, as a page. */
async function pageOfCheck(): Promise<string> {
  const { directory, git, commit } = repositoryOf({
    "migrations/1_shop.sql": upDown(
      `CREATE TABLE IF NOT EXISTS customers (id bigint PRIMARY KEY, email text NOT NULL);
       CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, customer_id bigint REFERENCES customers, total integer);
       CREATE TABLE IF NOT EXISTS coupons (code text PRIMARY KEY);`,
      "DROP TABLE IF EXISTS coupons; DROP TABLE IF EXISTS orders; DROP TABLE IF EXISTS customers;",
    ),
  });
  git("switch", "-q", "-c", "feature");
  addFiles(directory, {
    "migrations/2_lines.sql": upDown(
      `CREATE TABLE IF NOT EXISTS order_lines (order_id bigint REFERENCES orders, line integer, PRIMARY KEY (order_id, line));
       ALTER TABLE orders ADD COLUMN IF NOT EXISTS state text;
       CREATE INDEX IF NOT EXISTS orders_state ON orders (state);`,
      "DROP INDEX IF EXISTS orders_state; ALTER TABLE orders DROP COLUMN IF EXISTS state; DROP TABLE IF EXISTS order_lines;",
    ),
    "migrations/3_totals.sql": upDown(
      "ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,2); UPDATE customers SET email = lower(email);",
      "ALTER TABLE orders ALTER COLUMN total TYPE smallint;",
    ),
    "migrations/4_coupons.sql": "DROP TABLE coupons;\n",
    "pgmaestro.stats.json": statisticsText(
      statisticsOf(
        tableOf("public.orders", {
          rows: 41e6,
          heapBytes: 12e9,
          tableBytes: 12e9,
          totalBytes: 17e9,
        }),
        tableOf("public.customers"),
        tableOf("public.coupons", { rows: 900, heapBytes: 2e5, tableBytes: 2e5, totalBytes: 3e5 }),
      ),
    ),
  });
  commit();
  const { exitCode, stderr } = await pgmaestro(["check", "--report", "check.html"], {
    cwd: directory,
    env: { SCRATCH_DATABASE_URL: inject("serverUrl") },
  });
  expect([exitCode, stderr]).toEqual([1, ""]);
  return readFileSync(join(directory, "check.html"), "utf8");
}

describe("a page of check", () => {
  let made: Promise<string> | undefined;
  const pageOnce = () => (made ??= pageOfCheck());
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = chromiumPath === undefined ? undefined : await launchChromium();
  });
  afterAll(() => browser?.close());

  test("has the tables, the locks, what verify saw, and the statements", async () => {
    const page = await pageOnce();
    const sections = [...page.matchAll(/<h2 id="(\w+)"/g)].map(([, id]) => id);
    expect(sections).toEqual([
      ...["checks", "migrations", "tables", "locks", "sizes", "verify", "downs", "statements"],
    ]);
    expect(page).toMatch(/class="table added"[^]*order_lines/);
    expect(page).toMatch(/class="row changed"[^]*integer → numeric\(12,2\)/);
    expect(page).toMatch(/class="bar reads"/);
    expect(page).toContain("41 M rows, 17 GB");
    expect(page).toContain("down loses what is in table public.order_lines");
  });

  test.skipIf(chromiumPath === undefined).each([
    [320, "dark"],
    [768, "light"],
    [1280, "dark"],
  ] as const)("is sound in Chromium at %d pixels in %s", async (width, colours) => {
    const opened = await openPage(browser!, await pageOnce(), { width, colours });
    await unfold(opened.page);
    expect(await violations(opened.page)).toEqual([]);
    expect(await overflowing(opened.page)).toEqual([]);
    expect(opened.misdeeds).toEqual([]);
    await opened.page.close();
  });
});
