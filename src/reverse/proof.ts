import { objectText, type Difference } from "../catalog/index.ts";
import { MigrationFailedError, MigrationFileError } from "../errors/index.ts";
import { type Migration, sqlMigration } from "../migrations/index.ts";
import {
  compareCatalogs,
  isGuarded,
  type Look,
  lookAt,
  type Phase,
  type Problem,
} from "../verify/index.ts";
import { compareRows, type DataDifference, describeDataDifference } from "../rows/index.ts";
import type { Stage } from "../trial/index.ts";
import type { LookBefore } from "./draft.ts";

/** Whether a section passed, and what was seen. Sentences without their full stops. */
export interface Proof {
  /** Why it did not pass; empty where it did. */
  readonly failures: readonly string[];
  /** What changes there and back all the same, as values do with their type. */
  readonly notes: readonly string[];
}

/**
 * Runs up, the section, the section again where it is guarded, and up: each time the schema and the rows must
 * be as they were.
 * @param stage one on which all migrations before this one are applied
 * @throws PgmaestroError where the up section does not run
 */
export async function proveSection(
  migration: Migration,
  section: string,
  stage: Stage,
  lookBefore: LookBefore,
): Promise<Proof> {
  const trial = withDown(migration, section);
  const before = await lookBefore(stage);
  await stage.run(migration, "up");
  const applied = await lookAt(stage, before);
  try {
    const down = await stage.run(trial, "down");
    const back = await lookAt(stage, before, applied);
    const found = compared("down", before, back);
    if (found.failures.length > 0) return found;
    if (isGuarded(down)) {
      await stage.run(trial, "down");
      const again = compared("down-again", back, await lookAt(stage, back));
      if (again.failures.length > 0) return again;
    }
    await stage.run(migration, "up");
    const forth = compareSchemas("up-after-down", applied, await lookAt(stage, applied));
    return { failures: forth.failures, notes: [...found.notes, ...forth.notes] };
  } catch (error) {
    if (!(error instanceof MigrationFailedError || error instanceof MigrationFileError))
      throw error;
    return { failures: [error.message.replace(/\.$/, "")], notes: [] };
  }
}

/** The migration as it is with this down section; of JS and TS the section is SQL all the same. */
function withDown(migration: Migration, section: string): Migration {
  const { name, file } = migration;
  const { down } = sqlMigration(name, file, `-- Up Migration\n-- Down Migration\n${section}`);
  return { ...migration, kind: "sql", down };
}

function compared(phase: Phase, expected: Look, now: Look): Proof {
  const schemas = compareSchemas(phase, expected, now);
  const rows = compareRows(expected.rows, now.rows);
  return {
    failures: [...schemas.failures, ...rows.filter(isFailure).map(describeDataDifference)],
    notes: [...schemas.notes, ...rows.filter(isConverted).map(describeDataDifference)],
  };
}

function compareSchemas(phase: Phase, expected: Look, now: Look): Proof {
  if (expected.digest.text === now.digest.text) return { failures: [], notes: [] };
  const { problems, notes } = compareCatalogs(phase, expected, now);
  return { failures: problems.flatMap(problemText), notes };
}

function problemText(problem: Problem): string[] {
  return problem.kind === "difference" ? [differenceText(problem.difference)] : [];
}

function differenceText({ object, change, details }: Difference): string {
  const name = objectText(object);
  if (change === "missing") return `${name} is missing afterwards`;
  if (change === "extra") return `${name} is left afterwards`;
  const aspects = details.map(({ aspect }) => aspect).join(", ");
  return `${name} is another one afterwards${aspects === "" ? "" : `: ${aspects}`}`;
}

/** What is dropped is lost, and computed values are nobody's; all else must be there again. */
function isFailure(difference: DataDifference): boolean {
  switch (difference.kind) {
    case "table gone":
    case "table new":
    case "column gone":
    case "column new":
      return false;
    case "values changed":
      return !difference.recreated && !difference.generated && !isConverted(difference);
    default:
      return !difference.tableRecreated;
  }
}

/** Values that went through another type and back are reported: in a digit or a zone they may be others. */
function isConverted(difference: DataDifference): boolean {
  return (
    difference.kind === "values changed" &&
    !difference.recreated &&
    difference.type.before !== difference.type.after
  );
}
