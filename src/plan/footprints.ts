import { PgmaestroError } from "../errors/index.ts";
import { type Baseline, Modules, type Migration } from "../migrations/index.ts";
import { applyAll, beforeAll, type Origin, Schema } from "../schema/index.ts";
import {
  loadParser,
  parseSection,
  schemaStatements,
  type Statement,
} from "../sql/statement/index.ts";
import { SqlTextError } from "../sql/text/index.ts";
import { Footprint } from "./footprint.ts";
import { keptStatements } from "./kept-reading.ts";
import type { ReadingOptions } from "./reading.ts";
import { moduleWork } from "./work.ts";

/** Which migrations are looked at, and what comes before them. */
export interface Looked {
  readonly migrations: readonly Migration[];
  readonly from: number;
  readonly all: readonly Migration[];
  readonly baseline: Baseline | undefined;
}

/** What a migration touches. */
export interface ReadFootprint {
  readonly migration: Migration;
  readonly footprint: Footprint;
}

/** What the migrations touch from one on; what is before it only says which names are whose. */
export async function footprints(
  { migrations: looked, from, all, baseline }: Looked,
  options: ReadingOptions,
): Promise<ReadFootprint[]> {
  await loadParser();
  const modules = new Modules(all, () => {}, options);
  const schema = new Schema(options.schema);
  if (baseline !== undefined)
    applyAll(schema, readable(() => schemaStatements(baseline.section.text)) ?? [], beforeAll);
  schema.settings.reset("all");
  const read: ReadFootprint[] = [];
  for (const [index, migration] of looked.entries()) {
    const statements = await statementsOf(migration, index < from ? undefined : modules);
    const origin = { migration: index, section: "up", transaction: index } as const;
    if (index < from) applyAll(schema, statements ?? [], origin);
    else read.push({ migration, footprint: footprintOf(statements, schema, origin) });
    if (!options.keepSettings) schema.settings.reset("all");
  }
  return read;
}

/** What statements touch, which take effect. */
function footprintOf(statements: Statements, schema: Schema, origin: Origin): Footprint {
  const footprint = new Footprint();
  if (statements === undefined) footprint.isUnread = true;
  for (const statement of statements ?? []) footprint.take(statement, schema, origin);
  return footprint;
}

/** Undefined where they cannot be read. */
type Statements = readonly Statement[] | undefined;

/** Its statements as far as they are known without the database. */
async function statementsOf(migration: Migration, modules?: Modules): Promise<Statements> {
  const { kind, up } = migration;
  if (kind === "sql") return up.opaque ? undefined : readable(() => keptStatements(up).statements);
  const text = modules && (await textOf(migration, modules));
  return text === undefined ? undefined : readable(() => parseSection(text).statements);
}

async function textOf(migration: Migration, modules: Modules): Promise<string | undefined> {
  try {
    const work = moduleWork(migration, "up", await modules.evaluation(migration, "up"));
    return work.waiting ? undefined : work.section.text;
  } catch (error) {
    if (error instanceof PgmaestroError) return undefined;
    throw error;
  }
}

function readable(read: () => readonly Statement[]): Statements {
  try {
    return read();
  } catch (error) {
    if (error instanceof SqlTextError) return undefined;
    throw error;
  }
}
