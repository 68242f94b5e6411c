import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { ConfigurationError, messageOf } from "../errors/index.ts";
import { isNotFound } from "../optional-package.ts";
import { type BuilderCall, recordCalls } from "./builder-calls.ts";
import { keepingDirectory } from "./kept-directory.ts";
import type { ModuleFunction, MigrationActions } from "./module.ts";

/** What is used of node-pg-migrate's MigrationBuilder, the same in its versions 6 to 10. */
interface Builder {
  enableReverseMode(): unknown;
  isUsingTransaction(): boolean;
  getSqlSteps(): string[];
}

type BuilderClass = new (
  database: BuilderDatabase,
  shorthands: Readonly<Record<string, unknown>>,
  decamelize: boolean,
  logger: object,
) => Builder;

/** What `pgm.db` gives to migrations: the driver's own results. */
export interface BuilderDatabase {
  query(...query: unknown[]): Promise<any>;
  select(...query: unknown[]): Promise<any[]>;
}

/** How the builder turns calls into SQL. */
export interface BuilderOptions {
  readonly decamelize?: boolean | undefined;
  /** Where `pgm` writes its warnings. */
  readonly warn?: (message: string) => void;
}

/** What running a migration's function gave. */
export interface Evaluation {
  /** Each one statement or more. Empty as long as the function waits for the database. */
  readonly steps: readonly string[];
  /** The call that made each of them. */
  readonly calls: readonly BuilderCall[];
  readonly usesTransaction: boolean;
  /** Set where the function asked the database something before it was done: its steps come when it goes on. */
  readonly continuation?: Continuation;
}

/** A migration's function that waits for the database. */
export interface Continuation {
  /** Lets it go on with a database at hand, and returns its steps. */
  resume(database: BuilderDatabase): Promise<readonly string[]>;
}

/**
 * Runs a migration's function with the real MigrationBuilder, as far as it gets without a database. It is run
 * once: where it asks the database something, it waits until the engine comes to it.
 * @param direction of a migration without a down function, `down` is the up in reverse mode
 */
export async function evaluate(
  actions: MigrationActions,
  direction: "up" | "down",
  shorthands: Readonly<Record<string, unknown>>,
  { decamelize = false, warn = () => {} }: BuilderOptions,
): Promise<Evaluation> {
  const Builder = await loadBuilder();
  const database = new WaitingDatabase();
  const logger = { debug() {}, info() {}, warn, error: warn };
  const pgm = new Builder(database, shorthands, decamelize, logger);
  const action = actionOf(actions, direction);
  const calls = recordCalls(pgm);
  const isReverse = isReversed(actions, direction);
  if (isReverse) pgm.enableReverseMode();
  const finished = call(action, pgm);
  const isDone = await Promise.race([finished.then(() => true), database.asked.then(() => false)]);
  if (isDone)
    return {
      steps: pgm.getSqlSteps(),
      calls: isReverse ? calls.toReversed() : calls,
      usesTransaction: pgm.isUsingTransaction(),
    };
  return {
    steps: [],
    calls: [],
    usesTransaction: pgm.isUsingTransaction(),
    continuation: {
      async resume(live) {
        database.connect(live);
        await finished.finally(() => database.close());
        return pgm.getSqlSteps();
      },
    },
  };
}

/** Whether a migration says that it must not go in a direction. */
export function isDisabled(actions: MigrationActions, direction: "up" | "down"): boolean {
  return actions[direction] === false;
}

function isReversed({ down }: MigrationActions, direction: "up" | "down"): boolean {
  return direction === "down" && down === undefined;
}

function actionOf(actions: MigrationActions, direction: "up" | "down"): ModuleFunction {
  const action = isReversed(actions, direction) ? actions.up : actions[direction];
  if (typeof action === "function") return action;
  throw new TypeError(`it exports no function "${direction}"`);
}

function call(action: ModuleFunction, pgm: Builder): Promise<void> {
  return keepingDirectory(async () => {
    if (action.length < 2) return void (await action(pgm));
    await new Promise<void>((done, fail) => {
      action(pgm, (error) => (error ? fail(error) : done()));
    });
  });
}

/** Keeps queries until there is a database to send them to. */
class WaitingDatabase implements BuilderDatabase {
  /** Settles when something is asked for. */
  readonly asked: Promise<void>;
  readonly #connected: Promise<BuilderDatabase>;
  #ask!: () => void;
  connect!: (database: BuilderDatabase) => void;

  #isClosed = false;

  constructor() {
    this.asked = new Promise((ask) => (this.#ask = ask));
    this.#connected = new Promise((connect) => (this.connect = connect));
  }

  /** Says that the function which asks has ended. */
  close(): void {
    this.#isClosed = true;
  }

  readonly query = async (...query: unknown[]): Promise<any> => {
    this.#begin();
    return (await this.#connected).query(...query);
  };

  readonly select = async (...query: unknown[]): Promise<any[]> => {
    this.#begin();
    return (await this.#connected).select(...query);
  };

  #begin(): void {
    if (this.#isClosed)
      throw new Error("pgm.db was asked something after the function of its migration had ended");
    this.#ask();
  }
}

const builders = new Map<string, Promise<BuilderClass>>();

/** The MigrationBuilder of the node-pg-migrate that the project has installed. */
export function loadBuilder(): Promise<BuilderClass> {
  const project = resolve("package.json");
  const builder = builders.get(project) ?? importBuilder(project);
  builders.set(project, builder);
  return builder;
}

async function importBuilder(project: string): Promise<BuilderClass> {
  const builder = await foundBuilder(createRequire(project)).catch((error: unknown) => {
    throw builderMissing(error);
  });
  if (builder !== undefined) return builder;
  throw new ConfigurationError(
    "The node-pg-migrate that is installed here has no MigrationBuilder, which JS and TS migrations need",
    "npm install --save-dev node-pg-migrate@9",
  );
}

async function foundBuilder(require: NodeJS.Require): Promise<BuilderClass | undefined> {
  const path = require.resolve("node-pg-migrate");
  const { MigrationBuilder } = (await import(pathToFileURL(path).href)) as {
    MigrationBuilder?: BuilderClass;
  };
  if (MigrationBuilder !== undefined) return MigrationBuilder;
  const file = filesOfBuilder.map((name) => join(dirname(path), name)).find(existsSync);
  return file === undefined ? undefined : (require(file) as { default?: BuilderClass }).default;
}

/** Where versions 6 and 7 have it, which do not export it. */
const filesOfBuilder = ["migration-builder.js", "migrationBuilder.js"];

function builderMissing(error: unknown): ConfigurationError {
  const what = "JS and TS migrations need the MigrationBuilder of node-pg-migrate, which";
  return isNotFound(error)
    ? new ConfigurationError(
        `${what} is not installed here`,
        "npm install --save-dev node-pg-migrate@9",
        error,
      )
    : new ConfigurationError(
        `${what} cannot be loaded: ${messageOf(error)}`,
        "Install it again. Or did what ran before it change what it needs, such as a global?",
        error,
      );
}
