import { PgmaestroError } from "../errors/index.ts";
import type { History } from "../history/index.ts";
import { type Baseline, Modules, type Migration } from "../migrations/index.ts";
import { apply, beforeAll, type Origin, Schema } from "../schema/index.ts";
import {
  loadParser,
  parseSection,
  schemaStatements,
  type Statement,
} from "../sql/statement/index.ts";
import { SqlTextError } from "../sql/text/index.ts";
import { Footprint } from "./footprint.ts";
import type { ReadingOptions } from "./reading.ts";
import { moduleWork } from "./work.ts";

/** A migration of phase `before` that must not overtake an older one of phase `after`. */
export interface Overlap {
  readonly migration: string;
  /** What both touch, in words: `public.users`. Empty where what one of them does cannot be read. */
  readonly on: readonly string[];
}

/** Of migrations of phase `after`, by name: the later ones of phase `before` that touch what they touch. */
export type Overlaps = ReadonlyMap<string, readonly Overlap[]>;

/**
 * Looks which later migrations touch what one touches that waits until the old application is gone. Reads no file but for
 * that; a migration that cannot be read touches everything.
 * @param baseline what the migrations stand on
 */
export async function overlapsOf(
  migrations: readonly Migration[],
  history: Pick<History, "applied">,
  options: ReadingOptions,
  baseline?: Baseline,
): Promise<Overlaps> {
  const applied = new Set(history.applied.map(({ name }) => name));
  const isWaiting = (one: Migration) => waits(one) && !applied.has(one.name);
  const first = migrations.findIndex(isWaiting);
  const end = 1 + migrations.findLastIndex((one) => !waits(one));
  if (first === -1 || end <= first) return new Map();
  const looked = { migrations: migrations.slice(0, end), from: first, all: migrations, baseline };
  const read = await footprints(looked, options);
  const found = migrations
    .slice(first, end)
    .flatMap((one, index) =>
      isWaiting(one) ? [[one.name, overlapping(read, index)] as const] : [],
    );
  return new Map(found);
}

/** Whether a migration is of the later phase, and one that others must not pass by unseen, as they may a backfill. */
function waits({ phase, up }: Migration): boolean {
  return phase === "after" && up.backfill === undefined;
}

interface Read {
  readonly migration: Migration;
  readonly footprint: Footprint;
}

function overlapping(read: readonly Read[], index: number): Overlap[] {
  const { footprint } = read[index]!;
  return read.slice(index + 1).flatMap(({ migration, footprint: later }) => {
    if (waits(migration)) return [];
    const isUnread = footprint.isUnread || later.isUnread;
    const on = footprint.common(later);
    return isUnread || on.length > 0 ? [{ migration: migration.name, on }] : [];
  });
}

/** Which migrations are looked at, and what comes before them. */
interface Looked {
  readonly migrations: readonly Migration[];
  readonly from: number;
  readonly all: readonly Migration[];
  readonly baseline: Baseline | undefined;
}

/** What the migrations touch from one on; what is before it only says which names are whose. */
async function footprints(
  { migrations: looked, from, all, baseline }: Looked,
  options: ReadingOptions,
): Promise<Read[]> {
  await loadParser();
  const modules = new Modules(all, () => {}, options);
  const schema = new Schema(options.schema);
  if (baseline !== undefined)
    enter(statementsIn(baseline.section.text, schemaStatements), schema, beforeAll);
  schema.settings.reset("all");
  const read: Read[] = [];
  for (const [index, migration] of looked.entries()) {
    const text = await textOf(migration, index < from ? undefined : modules);
    const statements = text === undefined ? undefined : statementsIn(text, statementsOfSection);
    const origin = { migration: index, section: "up", transaction: index } as const;
    if (index < from) enter(statements, schema, origin);
    else read.push({ migration, footprint: footprintOf(statements, schema, origin) });
    if (!options.keepSettings) schema.settings.reset("all");
  }
  return read;
}

/** Lets statements take effect. */
function enter(statements: Statements, schema: Schema, origin: Origin): void {
  for (const { actions } of statements ?? [])
    for (const action of actions) apply(schema, action, origin);
}

/** The same, and what they touch. */
function footprintOf(statements: Statements, schema: Schema, origin: Origin): Footprint {
  const footprint = new Footprint();
  if (statements === undefined) footprint.isUnread = true;
  for (const statement of statements ?? []) footprint.take(statement, schema, origin);
  return footprint;
}

/** Its SQL as far as it is known without the database. */
async function textOf(migration: Migration, modules?: Modules): Promise<string | undefined> {
  const { kind, up } = migration;
  if (kind === "sql") return up.opaque ? undefined : up.text;
  if (modules === undefined) return undefined;
  try {
    const work = moduleWork(migration, "up", await modules.evaluation(migration, "up"));
    return work.waiting ? undefined : work.section.text;
  } catch (error) {
    if (error instanceof PgmaestroError) return undefined;
    throw error;
  }
}

/** Undefined where they cannot be read. */
type Statements = readonly Statement[] | undefined;

function statementsIn(text: string, read: (text: string) => readonly Statement[]): Statements {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof SqlTextError) return undefined;
    throw error;
  }
}

function statementsOfSection(text: string): readonly Statement[] {
  return parseSection(text).statements;
}
