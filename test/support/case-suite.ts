import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stagesOn } from "../../src/trial/stages.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";
import { historyTable } from "../../src/history/index.ts";
import { loadMigrations } from "../../src/migrations/load.ts";
import { noteTexts } from "../../src/report/remarks-text.ts";
import { problemText } from "../../src/report/problem-text.ts";
import { checkNames, type Check, type VerifiedMigration } from "../../src/verify/verdict.ts";
import { verifyMigrations } from "../../src/verify/verify.ts";
import { migrationsOfCase, type Expected, type VerifyCase } from "./verify-cases.ts";

/** Verifies every case on scratch databases of one kind. */
export function describeCases(
  place: string,
  cases: readonly VerifyCase[],
  open: () => Promise<OpenScratches>,
): void {
  describe(`verify's cases (${place})`, () => {
    let scratches: OpenScratches;
    beforeAll(async () => void (scratches = await open()));
    afterAll(() => scratches.close());

    it.each(cases)("$name", async (verifyCase) => {
      const { expected } = verifyCase;
      expect(found(await verified(verifyCase, scratches), expected)).toEqual(told(expected));
    });
  });
}

async function verified(verifyCase: VerifyCase, scratches: OpenScratches) {
  const migrations = loadMigrations(migrationsOfCase(verifyCase), {});
  const script = { migrations, table: historyTable("pgmigrations"), watch: () => {} };
  const stages = stagesOn(scratches, script, {});
  const result = await verifyMigrations(
    { migrations, chosen: migrations.slice(-1), repeatable: "error" },
    stages,
  );
  return result.migrations[0]!;
}

/** What an expectation says, in the shape of `found`. */
function told({ problems = {}, notes, mends, ...expected }: Expected) {
  return {
    ...Object.fromEntries(checkNames.map((name) => [name, expected[name]])),
    problems,
    ...(notes && { notes }),
    ...(mends && { mends }),
  };
}

/** The verdicts and problems of a migration; notes and mends where they are expected. */
function found(migration: VerifiedMigration, { notes, mends }: Expected) {
  return {
    ...Object.fromEntries(checkNames.map((name) => [name, migration[name].verdict])),
    problems: byCheck(migration, ({ problems }) => problems.map(problemText)),
    ...(notes && {
      notes: byCheck(migration, (check) => noteTexts(check).map(withoutPath(migration))),
    }),
    ...(mends && { mends: byCheck(migration, mendsOf) }),
  };
}

/** The file's path is another one in each run. */
function withoutPath({ file }: VerifiedMigration): (text: string) => string {
  return (text) => text.replaceAll(file, "FILE");
}

function mendsOf({ problems }: Check): string[] {
  return problems.flatMap((problem) => (problem.kind === "difference" ? problem.mend : []));
}

function byCheck(migration: VerifiedMigration, texts: (check: Check) => readonly string[]) {
  const entries = checkNames.map((name) => [name, texts(migration[name])] as const);
  return Object.fromEntries(entries.filter(([, list]) => list.length > 0));
}
