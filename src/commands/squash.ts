import {
  changeScript,
  compare,
  type ComparedDatabase,
  type Digest,
  digestDifferences,
  differences,
  ignoredOn,
  objectText,
  readDigest,
} from "../catalog/index.ts";
import { type Connection, type Scratches, withScratch } from "../database/index.ts";
import { DraftRefusedError, InvalidRequestError } from "../errors/index.ts";
import {
  baselineOf,
  extensionsOf,
  migrationsOf,
  type ScriptOptions,
  tableOf,
} from "../engine/index.ts";
import { ownTables } from "../history/index.ts";
import {
  refuseUnwritten,
  localDate,
  type Migration,
  replaceFiles,
  resolveName,
  shown,
  sqlHeader,
  sqlMigration,
  standsFor,
} from "../migrations/index.ts";
import {
  compareRowsOfTwo,
  type Contents,
  describeDataDifference,
  readContents,
  type InsertedRows,
  insertedRows,
} from "../rows/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { missingRoles, scratchName, scratchOptions, type ScratchSettings } from "../trial/index.ts";
import { dirname } from "node:path";
import { statementsText, writtenStatements } from "./drafted.ts";
import { madeAgain } from "./drift.ts";

/** Which migrations to make one of. */
export interface SquashOptions extends ScriptOptions, ScratchSettings {
  /** All up to and including this one. */
  readonly to: string;
  /** Write nothing. */
  readonly dryRun?: boolean | undefined;
}

/** The one migration, and those that it was made of. */
export interface SquashResult {
  readonly name: string;
  readonly file: string;
  readonly squashed: readonly string[];
  /** The files that are gone. */
  readonly removed: readonly string[];
  readonly statements: number;
  /** Tables whose rows it inserts; `varies` where they are others each time that the migrations run. */
  readonly rows: readonly {
    readonly table: string;
    readonly rows: number;
    readonly varies: boolean;
  }[];
  /** Where it was proved: `PGlite (PostgreSQL 18)`. */
  readonly scratch: string;
  readonly written: boolean;
  readonly durationMs: number;
}

/**
 * Makes one migration of all up to one. It makes the same schema, by digest, and the same rows of an empty database, on a scratch
 * database, or nothing is written. Databases that have the others get it in their place with the next `up`.
 * @throws InvalidRequestError, UnwrittenMigrationError, DraftRefusedError, ReplayFailedError and the errors of files
 * @example
 * ```ts
 * const { file } = await squash({ migrationsDir: "migrations", to: "1700000000300_orders" });
 * ```
 */
export async function squash(options: SquashOptions): Promise<SquashResult> {
  const begin = performance.now();
  await loadParser();
  const chosen = chosenOf(options);
  const settings = scratchOptions(options, () => extensionsOf(chosen, baselineOf(options)));
  const { draft, inserted, varying, scratch } = await withScratch(settings, (scratches) =>
    new Squashing(chosen, scratches, options).run(),
  );
  const removed = [...new Set(chosen.flatMap(filesOf))];
  if (!options.dryRun) replaceFiles(draft.migration.file, draft.text, removed);
  return {
    name: draft.migration.name,
    file: draft.migration.file,
    squashed: chosen.map(({ name }) => name),
    removed,
    statements: draft.statements,
    rows: inserted.tables.map((one) => ({ ...one, varies: varying.has(one.table) })),
    scratch,
    written: !options.dryRun,
    durationMs: Math.round(performance.now() - begin),
  };
}

/** Those that the baseline does not stand for, up to the one that is named. */
function chosenOf(options: SquashOptions): readonly Migration[] {
  if (options.migrations !== undefined)
    throw new InvalidRequestError(
      "Only migrations that are files can be squashed",
      "Name a directory of them.",
    );
  const all = migrationsOf(options);
  const names = all.map(({ name }) => name);
  const end = names.indexOf(resolveName(options.to, names)) + 1;
  const baseline = baselineOf(options);
  const chosen = all.slice(0, end).filter(({ name }) => !standsFor(baseline, name));
  refuseUnwritten(chosen);
  if (chosen.length > 1) return chosen;
  throw new InvalidRequestError(
    `There are not two migrations up to ${names[end - 1]} to make one of`,
    "Name a later one.",
  );
}

function filesOf({ file, up, down }: Migration): string[] {
  return [file, up.file, ...(down ? [down.file] : [])];
}

/** What migrations make of an empty database. */
interface Made {
  readonly connection: Connection;
  readonly side: ComparedDatabase & { readonly empty: NonNullable<ComparedDatabase["empty"]> };
  readonly digest: Digest;
  readonly contents: Contents;
}

/** A migration that is not written yet. */
interface Draft {
  readonly migration: Migration;
  readonly text: string;
  readonly statements: number;
}

/** Scratch databases one after the other: before the migrations, after them, after the one that is made of them. */
class Squashing {
  readonly #chosen: readonly Migration[];
  readonly #scratches: Scratches;
  readonly #options: SquashOptions;
  readonly #roles: readonly string[];

  constructor(chosen: readonly Migration[], scratches: Scratches, options: SquashOptions) {
    this.#chosen = chosen;
    this.#scratches = scratches;
    this.#options = options;
    this.#roles = missingRoles(chosen, baselineOf(options));
  }

  async run() {
    const before = await this.#apply([]);
    const first = await this.#make(this.#chosen);
    const inserted = await insertedRows(first.connection, first.contents);
    if (inserted.tooLarge.length > 0)
      throw refusal("they insert more rows than are kept in a migration", inserted.tooLarge);
    const draft = this.#draft(await this.#statements(before, first), inserted);
    const varying = inserted.tables.length > 0 ? await this.#varying(first) : new Set<string>();
    const proof = await this.#make([draft.migration]);
    refuseDifferent(first, proof);
    const scratch = scratchName(this.#options, first.side.catalog.majorVersion);
    return { draft, inserted, varying, scratch };
  }

  #apply(migrations: readonly Migration[]) {
    return madeAgain(migrations, this.#scratches, this.#options, this.#roles);
  }

  async #make(migrations: readonly Migration[]): Promise<Made> {
    const table = tableOf(this.#options);
    const made = await this.#apply(migrations);
    const { connection } = made;
    return {
      ...made,
      digest: await readDigest(connection, ignoredOn(connection, table)),
      contents: withoutOwn(await readContents(connection, ownTables(table))),
    };
  }

  async #statements(before: Pick<Made, "side">, after: Made): Promise<readonly string[]> {
    const { first, second } = await compare(before.side, after.side);
    return writtenStatements(changeScript(first, second), refusal);
  }

  /** The tables whose rows are others when the same migrations run once more. */
  async #varying(first: Made): Promise<ReadonlySet<string>> {
    const again = await this.#make(this.#chosen);
    return new Set(
      compareRowsOfTwo(first.contents.rows, again.contents.rows).map(({ table }) => table),
    );
  }

  #draft(schema: readonly string[], { statements: rows }: InsertedRows): Draft {
    const last = this.#chosen.at(-1)!;
    const name = nameAfter(last.name, this.#chosen);
    const statements = [...schema, ...rows];
    const text = `${headerOf(this.#chosen)}\n-- Up Migration\n\n${statementsText(statements)}`;
    const file = shown(dirname(last.file), `${name}.sql`);
    return { migration: sqlMigration(name, file, text), text, statements: statements.length };
  }
}

/** Sequences of our own tables, which are not among the tables, go with them. */
function withoutOwn({ rows, sequences }: Contents): Contents {
  const oids = new Set(rows.map(({ oid }) => oid));
  return { rows, sequences: sequences.filter(({ owner }) => !owner || oids.has(owner.table)) };
}

/** The number of the last one, so that what comes after it stays behind it. */
function nameAfter(last: string, chosen: readonly Migration[]): string {
  const base = `${/^\d+/.exec(last)![0]}_squashed`;
  let name = base;
  for (let count = 2; chosen.some((one) => one.name === name); count++) name = `${base}-${count}`;
  return name;
}

function headerOf(chosen: readonly Migration[]): string {
  const [first, last] = [chosen[0]!.name, chosen.at(-1)!.name];
  const description = `What the ${chosen.length} migrations from ${first} to ${last} made`;
  const directives = [
    ...chosen.map(({ name, up }) => `-- pgmaestro: squashes ${up.checksum} ${name}`),
    `-- pgmaestro: irreversible it is in the place of ${chosen.length} migrations`,
  ];
  return `${sqlHeader("Squashed", localDate(new Date()), description)}${directives.join("\n")}\n`;
}

function refuseDifferent(first: Made, proof: Made): void {
  if (first.digest.text !== proof.digest.text) {
    const told = differences(first.side.catalog, proof.side.catalog);
    const found = told.length > 0 ? told : digestDifferences(first.digest, proof.digest);
    throw refusal(
      "it does not make the same schema on a scratch database",
      found.map(({ object }) => objectText(object)),
    );
  }
  const rows = compareRowsOfTwo(first.contents.rows, proof.contents.rows);
  if (rows.length > 0)
    throw refusal(
      "it does not make the same rows on a scratch database",
      rows.map(describeDataDifference),
    );
  const moved = first.contents.sequences.filter(
    ({ name, next }) => proof.contents.sequences.find((one) => one.name === name)?.next !== next,
  );
  if (moved.length > 0)
    throw refusal(
      "sequences stand elsewhere after it",
      moved.map(({ name }) => name),
    );
}

function refusal(reason: string, objects: readonly string[] = []): DraftRefusedError {
  return new DraftRefusedError(
    reason,
    objects,
    "Squash only up to before the migration that makes it (`--to`), or take that out of the migrations.",
  );
}
