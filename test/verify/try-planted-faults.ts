import { afterAll, beforeAll, expect, it } from "vitest";
import type { Connection } from "../../src/database/index.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";
import { historyTable } from "../../src/history/index.ts";
import { sqlMigration } from "../../src/migrations/index.ts";
import { stagesOn } from "../../src/trial/stages.ts";
import { problemText } from "../../src/report/problem-text.ts";
import { verifyMigrations } from "../../src/verify/verify.ts";
import type { PlantedFault } from "./planted-faults.ts";

const script = { table: historyTable("pgmigrations"), watch: () => {} };

/** Tests that `verify` finds each fault that is planted, and none where none is. */
export function tryPlantedFaults(
  planted: readonly PlantedFault[],
  open: () => Promise<OpenScratches>,
): void {
  let scratches: OpenScratches;
  let connection: Connection;
  beforeAll(async () => {
    const opened = await open();
    const fresh = async (keys?: readonly string[]) => {
      const scratch = await opened.fresh(keys);
      ({ connection } = scratch);
      return scratch;
    };
    scratches = { fresh, known: async () => undefined, close: () => opened.close() };
  });
  afterAll(() => scratches.close());

  it.for(planted)("$title", async (fault, { skip }) => {
    const { change, isRight } = fault;
    const { migrations, version } = await verified(fault);
    skip(Number.parseInt(version!) < (change.since ?? 0), `needs PostgreSQL ${change.since}`);
    const [migration] = migrations;
    expect(migration!.up.problems).toEqual([]);
    const { down, roundTrip, data } = migration!;
    const problemsOf = (...checks: (typeof data)[]) =>
      checks.flatMap((check) => check.problems.map(problemText));
    if (isRight) expect(problemsOf(down, roundTrip)).toEqual([]); // some can only be undone by making a table again
    else expect(problemsOf(down, roundTrip, data)).not.toEqual([]);
  });

  async function verified({ before, up, down, change }: PlantedFault) {
    const migrations = [
      sqlMigration("1_before", "1_before.sql", `-- Up Migration\n${before};`),
      sqlMigration(
        "2_fault",
        "2_fault.sql",
        `-- Up Migration\n${up};\n-- Down Migration\n${down};`,
      ),
    ];
    const stages = stagesOn(scratches, { ...script, migrations }, {});
    const result = await verifyMigrations(
      { migrations, chosen: migrations.slice(1), repeatable: "error" },
      stages,
    );
    if (change.cleanUp !== undefined) await connection.run([change.cleanUp]).catch(() => {});
    return result;
  }
}
