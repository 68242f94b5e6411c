import { setImmediate } from "node:timers/promises";
import {
  messageOf,
  type MigrationFileError,
  NoDownSectionError,
  PgmaestroError,
} from "../errors/index.ts";
import type { Watch } from "../events.ts";
import { evaluate, isDisabled, loadBuilder, type Evaluation } from "./builder.ts";
import type { Migration } from "./migration.ts";
import { loadActions, mayDeclareShorthands, moduleError, type MigrationActions } from "./module.ts";
import type { ModuleOptions } from "./import-file.ts";
import { untilAborted } from "./until-aborted.ts";

/** How JS and TS migrations are loaded and run. */
export interface EvaluationOptions extends ModuleOptions {
  /** Whether their camelCase names become snake_case. Default: false. */
  readonly decamelize?: boolean | undefined;
  /** Ends the wait for code that may take as long as it likes, or for ever. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs the functions of JS and TS migrations, each file imported once. */
export class Modules {
  readonly #migrations: readonly Migration[];
  readonly #watch: Watch;
  readonly #options: EvaluationOptions;
  readonly #loaded = new Map<string, Promise<MigrationActions>>();

  /** @param migrations all of them, in order: type shorthands go on from one to the next */
  constructor(migrations: readonly Migration[], watch: Watch, options: EvaluationOptions) {
    this.#migrations = migrations;
    this.#watch = watch;
    this.#options = options;
  }

  /**
   * A migration's statements in one direction, as far as they are known without the database.
   * @throws MigrationFileError at the place in the file, NoDownSectionError, ConfigurationError without node-pg-migrate
   */
  async evaluation(migration: Migration, direction: "up" | "down"): Promise<Evaluation> {
    const { signal } = this.#options;
    return untilAborted(this.#evaluate(migration, direction), signal).catch((error: unknown) => {
      const isGiven = error === signal?.reason && !(error instanceof DOMException);
      throw isGiven ? this.#failed(migration, direction, error) : error;
    });
  }

  async #evaluate(migration: Migration, direction: "up" | "down"): Promise<Evaluation> {
    await loadBuilder().catch(() => {}); // before code of others can change what it needs
    const actions = await this.#load(migration);
    if (direction === "down" && isDisabled(actions, "down"))
      throw new NoDownSectionError([migration.name]);
    const shorthands = await this.#shorthandsUpTo(migration);
    try {
      const evaluated = await evaluate(actions, direction, shorthands, {
        decamelize: this.#options.decamelize,
        warn: (message) => this.#watch({ type: "warning", message, file: migration.file }),
      });
      await setImmediate(); // for rejections that the code leaves unhandled to be heard of before anything runs
      return evaluated;
    } catch (error) {
      throw error instanceof PgmaestroError ? error : this.#failed(migration, direction, error);
    }
  }

  #failed({ file, up }: Migration, direction: "up" | "down", error: unknown): MigrationFileError {
    return moduleError(`The ${direction} of the migration failed`, file, up.source, error);
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
    const place = this.#migrations.findIndex(({ name }) => name === migration.name);
    const merged: Record<string, unknown> = {};
    for (const earlier of this.#migrations.slice(0, place)) {
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
      const message = `Its type shorthands are not known, for it cannot be loaded: ${messageOf(error)}`;
      this.#watch({ type: "warning", message, file: migration.file });
      return undefined;
    }
  }
}
