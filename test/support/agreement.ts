import { planOf, upTask } from "../../src/plan/index.ts";
import { engineContext } from "../../src/engine/request.ts";
import { stagesOn } from "../../src/trial/stages.ts";
import { tableOf } from "../../src/engine/options.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";
import { MigrationFailedError, PgmaestroError } from "../../src/errors/index.ts";
import { isAtLeast, type LockMode } from "../../src/locks/table/index.ts";
import { tracePlan, type TracedStatement } from "../../src/locks/index.ts";
import { locksTaken } from "../../src/locks/table/taken.ts";
import type { Migration, Section } from "../../src/migrations/migration.ts";
import type { Stage } from "../../src/trial/stage.ts";
import { apply, keyOf, Schema, type FullName, type Origin } from "../../src/schema/index.ts";
import { parseStatements, type Statement } from "../../src/sql/statement/index.ts";
import { alongside, claims, onlySeen, seenOf, type Claim } from "./claims.ts";
import { madeUpFor } from "./made-up.ts";
import { lintCase, migrationsOfCase, type RuleCase } from "./rule-cases.ts";

/** What is made up, and when: before all migrations, and before the last. */
export interface MadeUp {
  readonly first: readonly string[];
  readonly last: readonly string[];
}

/** What the server did, or why it refused. */
export interface Seen {
  readonly statements: readonly TracedStatement[];
  readonly refusal?: string;
  readonly madeUp: MadeUp;
}

/** The migrations of a case; undefined where one of them is none that the parser reads, or runs a program. */
export function readable(ruleCase: RuleCase): readonly Migration[] | undefined {
  const migrations = migrationsOfCase(ruleCase).all.map(({ migration }) => migration);
  if (!migrations.every((one) => one !== undefined)) return undefined;
  return migrations.every(({ up }) => isReadable(up)) ? migrations : undefined;
}

function isReadable(section: Section): boolean {
  try {
    return statementsOf(section).length > 0 && !/\bfrom\s+program\b/i.test(section.text);
  } catch {
    return false;
  }
}

/** Runs a case, with what it takes for there made up, and traces its last migration. */
export async function see(
  { text }: RuleCase,
  migrations: readonly Migration[],
  scratches: OpenScratches,
  known: MadeUp = { first: [], last: [] },
): Promise<Seen> {
  const madeUp = { first: [...known.first], last: [...known.last] };
  let stage: Stage | undefined;
  for (let left = 15; ; left--) {
    const tried: Try = await attempt(migrations, madeUp, stage ?? scratches);
    if (tried.error === undefined) return { statements: tried.statements, madeUp };
    const refusal = refusalOf(tried.error);
    const when = tried.stage === undefined ? "first" : "last";
    const remedy = left > 0 ? madeUpFor({ ...refusal, text }) : undefined;
    if (remedy === undefined || madeUp[when].includes(remedy))
      return { statements: tried.statements, refusal: refusal.message, madeUp };
    madeUp[when].push(remedy);
    stage = isAlone(migrations.at(-1)!.up) ? undefined : tried.stage;
  }
}

interface Try {
  readonly statements: readonly TracedStatement[];
  readonly error?: unknown;
  /** Absent where the migrations before did not run. */
  readonly stage?: Stage;
}

/** On a stage that is there already only the last remedy is new: what failed was rolled back. */
async function attempt(
  migrations: readonly Migration[],
  madeUp: MadeUp,
  on: Stage | OpenScratches,
): Promise<Try> {
  let stage = "connection" in on ? on : undefined;
  try {
    stage ??= await stageOn(on as OpenScratches, migrations, madeUp.first);
    const remedies = "connection" in on ? madeUp.last.slice(-1) : madeUp.last;
    for (const remedy of remedies) await stage.connection.run([remedy]);
    const target = { ...scriptOf(migrations), connection: stage.connection, table: stage.own };
    const plan = await planOf([upTask(migrations.at(-1)!)], target, {});
    return { ...(await tracePlan(plan, engineContext(target, {}), { next: 0 })), stage };
  } catch (error) {
    return { statements: [], error, ...(stage && { stage }) };
  }
}

function stageOn(
  scratches: OpenScratches,
  migrations: readonly Migration[],
  madeUp: readonly string[],
): Promise<Stage> {
  const prepared = {
    known: async () => undefined,
    async fresh() {
      const scratch = await scratches.fresh();
      for (const statement of madeUp) await scratch.connection.run([statement]);
      return scratch;
    },
  };
  return stagesOn(prepared, scriptOf(migrations), {}).withApplied(migrations.length - 1);
}

function scriptOf(migrations: readonly Migration[]) {
  return { migrations, table: tableOf({}), watch: () => {} };
}

function refusalOf(error: unknown): { message: string; statement: string } {
  if (error instanceof MigrationFailedError)
    return { message: error.server.message, statement: error.statement ?? "" };
  if (!(error instanceof Error)) throw error;
  const { cause } = error;
  if (error instanceof PgmaestroError && cause instanceof MigrationFailedError)
    return refusalOf(cause);
  return { message: error.message, statement: "" };
}

/** Where what is told from the text of a case is not what was seen; a line each. */
export function disagreements(
  ruleCase: RuleCase,
  migrations: readonly Migration[],
  seen: Seen,
): string[] {
  const { up } = migrations.at(-1)!;
  const statements = statementsOf(up);
  const alone = isAlone(up);
  const story = new Story(migrations.slice(0, -1));
  const { smallTables = [] } = migrationsOfCase(ruleCase).config;
  const told = { claimed: claimsOf(ruleCase, up), smallTables };
  return statements.flatMap((statement) => {
    if (alone) story.nextTransaction();
    const traced = seen.statements.find(({ offset }) => offset === up.start + statement.start);
    const met = traced ? differences(statement, traced, story, told) : [];
    story.goOn(statement, traced ? locksSeen(traced) : []);
    return met.map((difference) => `${difference}: ${statement.text.replaceAll(/\s+/g, " ")}`);
  });
}

type Locks = readonly (readonly [string, LockMode])[];

/** What the text tells of the schema and of the locks that are held, statement by statement. */
class Story {
  readonly schema = new Schema();
  readonly #migration: number;
  #transaction = 0;
  #held = new Map<string, LockMode>();

  constructor(before: readonly Migration[]) {
    this.#migration = before.length;
    for (const [migration, { up }] of before.entries()) {
      for (const statement of statementsOf(up)) this.#apply(statement, migration);
      this.nextTransaction();
    }
  }

  nextTransaction(): void {
    this.#transaction++;
    this.#held = new Map();
  }

  goOn(statement: Statement, locks: Locks): void {
    this.#apply(statement, this.#migration);
    for (const [name, mode] of this.news(locks)) this.#held.set(name, mode);
  }

  #apply({ actions }: Statement, migration: number): void {
    const origin: Origin = { migration, section: "up", transaction: this.#transaction };
    for (const action of actions) apply(this.schema, action, origin);
  }

  /** On what was there before the transaction. */
  locksTold({ actions }: Statement): Locks {
    return this.news(
      actions
        .flatMap((action) => locksTaken(action, this.schema))
        .filter(({ relation }) => this.#isOld(relation))
        .map(({ relation, mode }) => [keyOf(relation), mode] as const),
    );
  }

  /** The strongest lock on each relation, where it is stronger than what is held, and than a mere look. */
  news(locks: Locks): Locks {
    const strongest = new Map<string, LockMode>();
    for (const [name, mode] of locks) {
      const known = strongest.get(name) ?? this.#held.get(name) ?? "ACCESS SHARE";
      if (!isAtLeast(known, mode)) strongest.set(name, mode);
    }
    return [...strongest];
  }

  #isOld(name: FullName): boolean {
    const relation = this.schema.relations.get(keyOf(name));
    if (name.schema === "pg_temp" || relation?.temporary) return false;
    return !relation?.isCreated || relation.origin.transaction !== this.#transaction;
  }
}

/** Whether its statements run one by one. */
function isAlone(section: Section): boolean {
  return (
    section.noTransaction ||
    statementsOf(section).some(({ outsideTransaction }) => outsideTransaction !== undefined)
  );
}

function statementsOf({ text, opaque }: Section): Statement[] {
  return opaque ? [] : parseStatements(text);
}

/** Not told are those of indexes, of sequences that only belong to a column, and of the made-up other side of a key. */
function locksSeen({ locks, text }: TracedStatement): Locks {
  return locks
    .filter(({ kind, name }) => kind !== "index" && !name.startsWith("made_up_"))
    .filter(({ kind, name }) => kind !== "sequence" || text.includes(name))
    .map(({ schema, name, mode }) => [`${schema}.${name}`, mode] as const);
}

/** What lint says of a case. */
interface Told {
  /** The rules that speak of a statement's work, by where it begins. */
  readonly claimed: ReadonlyMap<number, ReadonlyMap<string, Claim | undefined>>;
  readonly smallTables: readonly string[];
}

function differences(
  statement: Statement,
  traced: TracedStatement,
  story: Story,
  { claimed, smallTables }: Told,
): string[] {
  const [told, seen] = [shown(story.locksTold(statement)), shown(story.news(locksSeen(traced)))];
  const made = [...(claimed.get(statement.start) ?? [])];
  const untrue = made.filter(([, claim]) => claim && seenOf(claim, traced).length === 0);
  const stopped = locksSeen(traced).flatMap(([name, mode]) =>
    isAtLeast(mode, "SHARE") ? name : [],
  );
  const untold = kinds.filter((kind) => {
    const tables = onlySeen(kind, traced).filter(
      (name) =>
        stopped.includes(name) && !smallTables.some((small) => `.${name}`.endsWith(`.${small}`)),
    );
    return (
      tables.length > 0 &&
      !made.some(([rule, claim]) => claim === kind || alongside[rule]?.includes(kind))
    );
  });
  return [
    ...(told === seen ? [] : [`locks told ${told || "none"}, seen ${seen || "none"}`]),
    ...untrue.map(([rule, claim]) => `${rule} says ${claim}, seen none`),
    ...untold.map((kind) => `seen ${kind} of ${onlySeen(kind, traced).join()}, told none`),
  ];
}

const kinds = ["rewrites", "scans", "builds"] as const;

function shown(locks: Locks): string {
  return locks
    .map(([name, mode]) => `${name.replace(/^public\./, "")} ${mode}`)
    .toSorted()
    .join(", ");
}

function claimsOf(ruleCase: RuleCase, up: Section): Told["claimed"] {
  const { postgres = 18 } = migrationsOfCase(ruleCase).config;
  const text = ruleCase.text.replaceAll("pgmaestro-ignore", "pgmaestro-remark");
  const only = [...Object.keys(claims), ...Object.keys(alongside)];
  const { findings } = lintCase({ text }, { only, postgres });
  const claimed = new Map<number, Map<string, Claim | undefined>>();
  for (const { start, end } of statementsOf(up)) {
    const own = findings.filter(
      (finding) => finding.start >= up.start + start && finding.start < up.start + end,
    );
    claimed.set(start, new Map(own.map(({ rule }) => [rule, claims[rule]])));
  }
  return claimed;
}
