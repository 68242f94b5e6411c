import { NoDownSectionError, PgmaestroError } from "../errors/index.ts";
import { evaluate, isDisabled } from "../migrations/index.ts";
import type { Migration } from "../migrations/index.ts";
import {
  loadActions,
  mayDeclareShorthands,
  moduleError,
  type MigrationActions,
} from "../migrations/index.ts";
import { moduleWork, type Direction, type Work } from "../plan/index.ts";
import type { ScriptOptions } from "./options.ts";
import type { Target } from "./target.ts";

/** Turns JS and TS migrations into work, each file imported once. */
export class Modules {
  readonly #target: Pick<Target, "migrations" | "watch">;
  readonly #options: ScriptOptions;
  readonly #loaded = new Map<string, Promise<MigrationActions>>();

  constructor(target: Pick<Target, "migrations" | "watch">, options: ScriptOptions) {
    this.#target = target;
    this.#options = options;
  }

  /**
   * A migration's statements in one direction, as far as they are known without the database.
   * @throws MigrationFileError at the place in the file, NoDownSectionError, ConfigurationError without node-pg-migrate
   */
  async work(migration: Migration, direction: Direction): Promise<Work> {
    const actions = await this.#load(migration);
    if (direction === "down" && isDisabled(actions, "down"))
      throw new NoDownSectionError([migration.name]);
    const shorthands = await this.#shorthandsUpTo(migration);
    try {
      const evaluated = await evaluate(actions, direction, shorthands, {
        decamelize: this.#options.decamelize,
        warn: (message) => this.#target.watch({ type: "warning", message, file: migration.file }),
      });
      return moduleWork(migration, direction, evaluated);
    } catch (error) {
      if (error instanceof PgmaestroError) throw error;
      throw moduleError(
        `The ${direction} of the migration failed`,
        migration.file,
        migration.up.source,
        error,
      );
    }
  }

  #load(migration: Migration): Promise<MigrationActions> {
    const { name, file, up, actions } = migration;
    if (actions !== undefined) return Promise.resolve(actions);
    const loaded = this.#loaded.get(name) ?? loadActions(file, up.source, this.#options);
    this.#loaded.set(name, loaded);
    return loaded;
  }

  /** Of this migration and all before it, later ones over earlier ones. */
  async #shorthandsUpTo(migration: Migration): Promise<Record<string, unknown>> {
    const { migrations } = this.#target;
    const place = migrations.findIndex(({ name }) => name === migration.name);
    const merged: Record<string, unknown> = {};
    for (const earlier of migrations.slice(0, place)) {
      if (earlier.kind === "module" && mayDeclareShorthands(earlier.up.source)) {
        Object.assign(merged, await this.#shorthandsOf(earlier));
      }
    }
    return Object.assign(merged, (await this.#load(migration)).shorthands);
  }

  /** An old migration that can no longer be imported stops nobody who does not need it. */
  async #shorthandsOf(migration: Migration): Promise<MigrationActions["shorthands"]> {
    try {
      return (await this.#load(migration)).shorthands;
    } catch (error) {
      const message = `Its type shorthands are not known, for it cannot be loaded: ${(error as Error).message}`;
      this.#target.watch({ type: "warning", message, file: migration.file });
      return undefined;
    }
  }
}
