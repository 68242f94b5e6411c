import { keepBuildingCall, keepCallsOf } from "./callers.ts";
import type { CodeTool, CodeTask } from "./protocol.ts";

/** Gives a package of the project. */
export type PackageOf = (name: string) => any;

/** A tool that is ready to run functions of migrations. */
export interface Runner {
  /** @returns undefined where there is no such function */
  run(
    exported: Record<string, any>,
    task: CodeTask,
  ): Promise<{ noTransaction: boolean } | undefined>;
}

/** Makes a tool ready, over the stand-in for `pg`. */
export const runners: Record<CodeTool, (pg: any, packageOf: PackageOf) => Promise<Runner>> = {
  sequelize: sequelizeRunner,
  typeorm: typeormRunner,
  "db-migrate": dbMigrateRunner,
  knex: knexRunner,
};

/** Of Knex, `up(knex)`: in a transaction of its own but where the migration says otherwise. */
async function knexRunner(_: any, packageOf: PackageOf): Promise<Runner> {
  const { default: byDefault, knex: byName } = packageOf("knex");
  const knex = (byName ?? byDefault)({ client: "pg", connection: { database: "scratch" } });
  await knex.raw("SELECT 1");
  keepBuildingCalls(knex.client.constructor.prototype);
  return {
    async run(exported, { direction }) {
      const action = functionOf(exported, direction);
      if (action === undefined) return undefined;
      const { transaction } = (exported["config"] ?? exported["default"]?.["config"] ?? {}) as any;
      const noTransaction = transaction === false;
      const runOn = noTransaction ? knex : await knex.transaction();
      try {
        await called(action, [runOn, Promise]);
      } finally {
        if (!noTransaction) await runOn.commit();
      }
      return { noTransaction };
    },
  };
}

/** Also those of transactions, which have clients of their own. */
function keepBuildingCalls(client: Record<string, (...given: unknown[]) => any>): void {
  for (const method of ["schemaBuilder", "queryBuilder", "raw"]) {
    const original = client[method]!;
    client[method] = function (...given) {
      return keepBuildingCall(original.apply(this, given), method);
    };
  }
}

/** Of umzug 2 and sequelize-cli, `up(queryInterface, Sequelize)`; of umzug 3, `up({ context })`. */
async function sequelizeRunner(pg: any, packageOf: PackageOf): Promise<Runner> {
  const Sequelize = packageOf("sequelize");
  const sequelize = new Sequelize({ dialect: "postgres", dialectModule: pg, logging: false });
  await sequelize.authenticate();
  keepCallsOf(sequelize);
  let kept: any;
  return {
    async run(exported, { direction }) {
      const action = functionOf(exported, direction);
      if (action === undefined) return undefined;
      const queryInterface = (kept ??= keepCallsOf(sequelize.getQueryInterface()));
      Object.assign(queryInterface, { context: queryInterface, queryInterface });
      await called(action, [queryInterface, Sequelize]);
      return { noTransaction: false };
    },
  };
}

async function typeormRunner(pg: any, packageOf: PackageOf): Promise<Runner> {
  const { DataSource } = packageOf("typeorm");
  const source = new DataSource({ type: "postgres", driver: pg, database: "scratch" });
  await source.initialize();
  return {
    async run(exported, { className, direction }) {
      const migration = new (classIn(exported, className!))();
      if (typeof migration[direction] !== "function") return undefined;
      const queryRunner = keepCallsOf(source.createQueryRunner());
      try {
        await migration[direction](queryRunner);
      } finally {
        await queryRunner.release();
      }
      return { noTransaction: migration.transaction === false };
    },
  };
}

/** By name or as the default, of a module as Node or jiti gives it. */
function classIn(exported: Record<string, any>, name: string): new () => any {
  const whole = [exported, exported["default"]].filter((one) => one !== undefined);
  const found = [...whole, ...whole.flatMap((one) => Object.values(one))].find(
    (value) => typeof value === "function" && value.name === name,
  );
  if (found === undefined) throw new Error(`${name} is not exported`);
  return found;
}

async function dbMigrateRunner(pg: any, packageOf: PackageOf): Promise<Runner> {
  const { dataType, log } = packageOf("db-migrate-shared");
  const database = keepCallsOf(
    await dbMigrateDriver(pg, packageOf, { mod: { log, type: dataType } }),
  );
  const options = { dbmigrate: { dataType }, Promise: packageOf("bluebird") };
  return {
    async run(exported, { direction }) {
      functionOf(exported, "setup")?.(options, noSeeds);
      const action = functionOf(exported, direction);
      if (action === undefined) return undefined;
      await called(action, [database]);
      return { noTransaction: false };
    },
  };
}

/** Seeds are no part of a migration. */
const noSeeds = {
  seed() {
    throw new Error("It plants seeds");
  },
  link() {
    throw new Error("It plants seeds");
  },
};

function dbMigrateDriver(pg: any, packageOf: PackageOf, internals: object): Promise<any> {
  const { connect } = packageOf("db-migrate-pg");
  return new Promise((resolve, reject) => {
    connect({ db: new pg.Client() }, internals, (error: unknown, driver: unknown) =>
      error ? reject(error) : resolve(driver),
    );
  });
}

function functionOf(
  exported: Record<string, any>,
  name: string,
): ((...given: unknown[]) => unknown) | undefined {
  const found: unknown = exported[name] ?? exported["default"]?.[name];
  return typeof found === "function" ? (found as () => unknown) : undefined;
}

/** A function with one more parameter is done when that is called. */
function called(action: (...given: unknown[]) => unknown, given: unknown[]): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown) => (error ? reject(error) : resolve(undefined));
    const isWaiting = action.length > given.length;
    Promise.resolve()
      .then(() => action(...given, done))
      .then((value) => (isWaiting && value === undefined ? undefined : resolve(value)), reject);
  });
}
