/**
 * An environment of Jest: `testEnvironment: "pgmaestro/testing/jest"`. Every test file has a database of its own, the global `db`,
 * made with `testEnvironmentOptions`. It is opened outside of the file's own world, so that the file need not be ESM.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  migratedDatabase,
  type MigratedDatabaseOptions,
  type TestDatabase,
} from "./migrated-database.ts";

/** What is used of Jest's environment for Node. */
interface NodeEnvironment {
  readonly global: Record<string, unknown>;
  setup(): Promise<void>;
  teardown(): Promise<void>;
}

type NodeEnvironmentClass = new (config: Config, context: unknown) => NodeEnvironment;

interface Config {
  readonly projectConfig: {
    readonly rootDir: string;
    readonly testEnvironmentOptions: Record<string, unknown>;
  };
}

const { TestEnvironment } = createRequire(join(process.cwd(), "package.json"))(
  "jest-environment-node",
) as { readonly TestEnvironment: NodeEnvironmentClass };

export default class extends TestEnvironment {
  readonly #options: MigratedDatabaseOptions;
  #database: TestDatabase | undefined;

  constructor(config: Config, context: unknown) {
    super(config, context);
    this.#options = config.projectConfig.testEnvironmentOptions;
  }

  override async setup(): Promise<void> {
    await super.setup();
    this.#database = await migratedDatabase(this.#options);
    this.global["db"] = this.#database;
  }

  override async teardown(): Promise<void> {
    await this.#database?.close();
    await super.teardown();
  }
}
