import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Stages, stagesOn } from "../../src/trial/index.ts";
import { openServerScratches } from "../../src/database/scratch-server.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";
import { historyTable } from "../../src/history/index.ts";
import { type Migration, sqlMigration } from "../../src/migrations/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { ReverseSeries } from "../../src/reverse/reverse.ts";
import { loadParser } from "../../src/sql/statement/statements.ts";
import { migrationsOfCase, verifyCases, type VerifyCase } from "../support/verify-cases.ts";
import { sixthOf } from "../support/share.ts";
import { soaking } from "../support/soak.ts";
import { openReusedServerScratch } from "../support/reused-scratch.ts";

describe("reverse writes a down section for the cases of verify", () => {
  let scratches: OpenScratches;
  beforeAll(async () => {
    await loadParser();
    const url = inject("serverUrl");
    scratches = soaking
      ? await openServerScratches(url, { extensions: () => [] })
      : await openReusedServerScratch(url);
  });
  afterAll(() => scratches.close());

  const written = sixthOf(withoutWayOut(verifyCases()));

  it.each(written.filter(isReversible))("$name: proved", async (one) => {
    const { outcome, reasons } = await reversed(one, scratches);
    expect({ outcome, reasons }).toEqual({
      outcome: expect.stringMatching(/^(?:proved|right)$/),
      reasons: [],
    });
  });

  it("goes on where a migration's tables were made again: one stage for all", async () => {
    const migrations = ["customers", "orders", "items"].map((table, number) =>
      sqlMigration(`${number}_${table}`, `${number}_${table}.sql`, tableOfPlaces(table)),
    );
    let made = 0;
    const counted: Stages = {
      withApplied(count) {
        made++;
        return stages.withApplied(count);
      },
      without: (migration) => stages.without(migration),
    };
    const stages = stagesFor(migrations, scratches);
    const series = new ReverseSeries(migrations, counted);
    for (const migration of migrations)
      expect(await series.reverse(migration)).toMatchObject({ outcome: "proved", reasons: [] });
    expect(made).toBe(1);
  });

  it.each(written.filter((one) => !isReversible(one)))("$name: left to a person", async (one) => {
    const { outcome } = await reversed(one, scratches);
    expect(outcome).toMatch(/^(?:needs-person|unproved|not-run)$/);
  });
});

function isReversible({ expected }: VerifyCase): boolean {
  return expected.reversible === true;
}

/** The cases that do not say themselves that there is no way back. */
function withoutWayOut(cases: readonly VerifyCase[]): VerifyCase[] {
  return cases.filter(({ expected: { up, down } }) => !(up === "passed" && down === "skipped"));
}

/** What `reverse` makes of a case's migration, its down section taken away. */
async function reversed(verifyCase: VerifyCase, scratches: OpenScratches) {
  const all = loadMigrations(migrationsOfCase(verifyCase), {});
  const migrations = [...all.slice(0, -1), withoutDown(all.at(-1)!)];
  return new ReverseSeries(migrations, stagesFor(migrations, scratches)).reverse(
    migrations.at(-1)!,
  );
}

function stagesFor(migrations: readonly Migration[], scratches: OpenScratches): Stages {
  const script = { migrations, table: historyTable("pgmigrations"), watch: () => {} };
  return stagesOn(scratches, script, {});
}

function tableOfPlaces(name: string): string {
  return `-- Up Migration
CREATE TABLE ${name} (id int PRIMARY KEY, place text);
INSERT INTO ${name} VALUES (1, 'here');`;
}

/** The down of a JS or TS migration is known only when its code runs; it stays. */
function withoutDown(migration: Migration): Migration {
  return migration.kind === "module" ? migration : { ...migration, down: undefined };
}
