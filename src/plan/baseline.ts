import { type HistoryTable, recordedOf } from "../history/index.ts";
import { type Baseline, locatingIn, type Migration } from "../migrations/index.ts";
import {
  isOnlyAbout,
  isSettingOfDump,
  type RelationName,
  schemaStatements,
} from "../sql/statement/index.ts";
import { SqlTextError } from "../sql/text/index.ts";
import { workStatement } from "./work-statement.ts";
import type { MigrationWork } from "./work.ts";

/** What runs a baseline has to know beside it. */
export interface BaselineRun {
  /** Those that it stands for, as far as their files are there. */
  readonly migrations: readonly Migration[];
  /** The history, of which the file may speak: it is there already. */
  readonly table: HistoryTable;
}

/**
 * A baseline as work, in one transaction. What a dump says of the history is left out, as it is there, and so are
 * settings that have nothing to do with the schema. The parser must be loaded.
 * @throws MigrationFileError
 */
export function baselineWork(
  { name, section }: Pick<Baseline, "name" | "section">,
  of: BaselineRun,
): MigrationWork {
  const statements = locatingIn(section, () => schemaStatements(section.text))
    .filter((one) => !isSettingOfDump(one) && !isOnlyAbout(one, isOwnTo(of.table)))
    .map((one) => ({ ...workStatement(one, section), changesSession: true }));
  const alone = statements.find(({ outsideTransaction }) => outsideTransaction !== undefined);
  if (alone !== undefined)
    locatingIn(section, () => refuseAlone(alone.outsideTransaction!, alone.at));
  return {
    migration: name,
    direction: "up",
    section,
    statements: statements.map(withPublic),
    stretches: [{ from: 0, to: statements.length, isBlock: true }],
    done: 0,
    record: { upChecksum: section.checksum, standsFor: of.migrations.map(recordedOf) },
  };
}

/** Whether a relation is one of our tables, or a sequence of theirs. */
function isOwnTo({ schema, name, journalName }: HistoryTable): (relation: RelationName) => boolean {
  const own = new Set([name, journalName, `${name}_id_seq`, `${journalName}_id_seq`]);
  return (relation) => relation.schema === schema && own.has(relation.name);
}

/** Schema `public` is there in every database. */
function withPublic<Statement extends MigrationWork["statements"][number]>(
  statement: Statement,
): Statement {
  const [action] = statement.read.actions;
  if (action?.kind !== "create-schema" || action.name !== "public") return statement;
  return { ...statement, text: "CREATE SCHEMA IF NOT EXISTS public" };
}

function refuseAlone(command: string, offset: number): never {
  throw new SqlTextError(
    `${command} in a baseline, which runs in one transaction, where PostgreSQL refuses it`,
    offset,
    "Write it without CONCURRENTLY, or move it into a migration.",
  );
}
