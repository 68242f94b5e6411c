import { readFileSync } from "node:fs";
import { Sequelize } from "sequelize";
import { expect, test } from "vitest";
import { down, importFrom, ImportRefusedError, plan, up } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { expectNothingToRun, importAndCheck, schemaOf } from "../support/imports.ts";
import { directoryOf } from "../support/migrations.ts";
import { existing, rejection } from "../support/results.ts";

const users = `module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable("Users", {
      id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true },
      email: { type: Sequelize.STRING, allowNull: false },
      role: { type: Sequelize.ENUM("admin", "user"), defaultValue: "user" },
      bio: Sequelize.TEXT,
    });
  },
  async down(queryInterface) {
    await queryInterface.dropTable("Users");
    await queryInterface.sequelize.query('DROP TYPE "enum_Users_role"');
  },
};`;
const rename = `module.exports = {
  up: (queryInterface, Sequelize) => queryInterface.sequelize.transaction(async (transaction) => {
    await queryInterface.renameColumn("Users", "bio", "about", { transaction });
    const columns = await queryInterface.describeTable("Users", { transaction });
    if (!columns.age) await queryInterface.addColumn("Users", "age", Sequelize.INTEGER, { transaction });
  }),
  down: async (queryInterface) => {
    await queryInterface.removeColumn("Users", "age");
    await queryInterface.renameColumn("Users", "about", "bio");
  },
};`;
const index = `exports.up = async ({ context: queryInterface }) => {
  await queryInterface.addIndex("Users", ["email"], { name: "users_email", concurrently: true });
  await queryInterface.sequelize.query('INSERT INTO "Users" (email) VALUES ($1)', { bind: ["it's $1"] });
  await queryInterface.sequelize.query(\`SELECT setval('"Users_id_seq"', 100)\`);
};
exports.down = async ({ context: queryInterface }) => {
  await queryInterface.removeIndex("Users", "users_email", { concurrently: true });
};`;
const migrations = {
  "20240101120000-create-users.cjs": users,
  "20240102120000-rename.cjs": rename,
  "20240103120000-index.cjs": index,
};

describeEachServer("import from Sequelize", (db) => {
  /** As sequelize-cli makes it. */
  const history = (...names: string[]) =>
    db()
      .query(`CREATE TABLE "SequelizeMeta" (name varchar(255) NOT NULL UNIQUE, PRIMARY KEY (name));
      ${names.map((name) => `INSERT INTO "SequelizeMeta" VALUES ('${name}');`).join("")}`);
  const migrated = async (from: string, ...names: string[]) => {
    const sequelize = new Sequelize(db().database as string, { logging: false });
    const queryInterface = Object.assign(sequelize.getQueryInterface(), {
      context: sequelize.getQueryInterface(),
    });
    try {
      for (const name of names) {
        const { default: migration } = await import(`${from}/${name}`);
        await migration.up(queryInterface, Sequelize);
      }
    } finally {
      await sequelize.close();
    }
    await history(...names);
  };
  const scratch = () => ({ scratch: db().database as string });
  const imported = (files: Readonly<Record<string, string>>, more: object = scratch()) =>
    importFrom({
      database: db().database,
      tool: "sequelize",
      from: directoryOf(files),
      migrationsDir: directoryOf({}),
      write: true,
      ...more,
    });

  test("takes over the SQL that the code sends, which makes the same schema", async () => {
    const from = directoryOf(migrations);
    await migrated(from, ...Object.keys(migrations));
    const made = await schemaOf(db());
    const taken = await importAndCheck(db(), "sequelize", from, scratch());
    const { migrationsDir, result } = taken;
    expect(result).toMatchObject({
      tool: "Sequelize",
      table: 'public."SequelizeMeta"',
      files: [
        { name: "20240101120000000_create-users", hasDown: true, applied: true },
        { name: "20240102120000000_rename", hasDown: true, applied: true },
        { name: "20240103120000000_index", hasDown: true, applied: true },
      ],
      notes: [],
    });
    await expectNothingToRun(db(), taken);

    const { database } = db();
    await down({ database, migrationsDir, all: true });
    expect(await existing(db(), '"Users"')).toEqual([]);
    await up({ database, migrationsDir });
    expect(await schemaOf(db())).toEqual(made);
    expect(await db().query('select email from "Users"')).toEqual([{ email: "it's $1" }]);
  });

  test("keeps transactions as they were: what needs none says so", async () => {
    await history();
    const migrationsDir = directoryOf({});
    const { files } = await imported(migrations, { ...scratch(), migrationsDir });
    const { segments } = await plan({ database: db().database, migrationsDir });
    expect(segments.map(({ transaction }) => transaction)).toEqual([true, false, false, false]);
    expect(readFileSync(files[2]!.file, "utf8")).toMatch(/^-- pgmaestro: no-transaction$/m);
    expect(readFileSync(files[1]!.file, "utf8")).not.toMatch(/BEGIN|COMMIT/);
  });

  test("records in an embedded database where no other is named", async () => {
    await history();
    expect((await imported({ "1-users.cjs": users }, {})).notes).toEqual([]);
  });

  /** What a migration does in its up, and what is said of it. */
  const unknown: Readonly<Record<string, readonly [action: string, reason: RegExp]>> = {
    data: [
      `async (q) => { for (const row of (await q.sequelize.query("SELECT x FROM t"))[0]) await q.sequelize.query("SELECT 1"); }`,
      /it uses what `SELECT x FROM t` gives/,
    ],
    time: [`(q) => q.bulkInsert("t", [{ x: new Date() }])`, /its SQL is other each time/],
    day: [
      `(q) => q.bulkInsert("t", [{ x: new Date().toISOString().slice(0, 10) }])`,
      /its SQL is other each time/,
    ],
    random: [
      `(q) => q.sequelize.query(\`COMMENT ON TABLE t IS '\${crypto.randomUUID()}'\`)`,
      /its SQL is other each time/,
    ],
    caught: [
      `async (q) => { await q.sequelize.query("DROP TABLE none").catch(() => {}); }`,
      /it goes on after an error: table "none" does not exist/,
    ],
    unwaited: [
      `async (q) => { void q.addColumn("t", "c", "int"); }`,
      /it ends before all that it sends is done/,
    ],
    rollback: [
      `async (q) => { const t = await q.sequelize.transaction(); await t.rollback(); }`,
      /it rolls a transaction back/,
    ],
    error: [`() => { throw new Error("no way\\nat all") }`, /\(no way\)/],
    exit: [`() => process.exit(0)`, /It ends the process/],
    network: [
      `() => new Promise((done, fail) => require("node:net").connect(1).on("error", fail))`,
      /It reaches for the network/,
    ],
    program: [`() => { require("node:child_process").execSync("true") }`, /It runs a program/],
    file: [`() => { require("node:fs").writeFileSync("/tmp/never", "") }`, /It changes files/],
    none: ["undefined", /there is no such function/],
  };

  test("leaves to a person what is not the same on every database, and says why", async () => {
    const kinds = Object.entries(unknown);
    const names = kinds.map(([kind], index) => `${10 + index}-${kind}.cjs`);
    await history(...names);
    const { files, notes } = await imported({
      "1-first.cjs": `exports.up = (q) => q.sequelize.query("CREATE TABLE t (x text)");`,
      ...Object.fromEntries(
        kinds.map(([, [action]], index) => [names[index]!, `exports.up = ${action};`]),
      ),
    });
    const said = notes.filter((note) => note.includes("whose SQL is not known"));
    expect(said).toEqual(kinds.map(([, [, reason]]) => expect.stringMatching(reason)));
    expect(said[0]).toMatch(/10-data\.cjs is code .*: a file that stands for it is written\.$/);
    expect(readFileSync(files[1]!.file, "utf8")).toContain("stands for 10-data.cjs");
  });

  test("gives other clients of pg the scratch database, never the target", async () => {
    await db().query("CREATE TABLE guarded ()");
    await history("1-code.cjs");
    const { notes } = await imported({
      "1-code.cjs": `const { Client } = require("${process.cwd()}/node_modules/pg");
      exports.up = async () => {
        const client = new (require("pg").Client)(${JSON.stringify(db().database)});
        await client.connect();
        await client.query("CREATE TABLE IF NOT EXISTS guarded (id int)");
        await client.query("INSERT INTO guarded VALUES ($1)", [1]);
        await client.end();
      };
      exports.down = async () => {
        const client = new Client(${JSON.stringify(db().database)});
        await client.connect();
        await client.query("INSERT INTO guarded DEFAULT VALUES");
      };`,
    });
    expect(notes).toEqual([expect.stringMatching(/its down .*It reaches for the network/)]);
    expect(await db().query("SELECT FROM guarded")).toEqual([]);
  });

  test("does not trust the catalogs where an earlier migration is missing in them", async () => {
    await history("1-code.cjs");
    const { notes } = await imported({
      "1-code.cjs": `exports.up = () => { throw new Error("no") };`,
      "2-asks.cjs": `exports.up = async (q) => { if (!(await q.tableExists("t"))) await q.sequelize.query("CREATE TABLE t ()"); };`,
      "3-plain.cjs": `exports.up = (q) => q.sequelize.query("CREATE TABLE u ()");`,
    });
    expect(notes).toEqual([
      expect.stringMatching(/1-code\.cjs .*\(no\)/),
      expect.stringMatching(/2-asks\.cjs .*an earlier migration is missing.*not taken over/),
    ]);
  });

  test("names a down whose SQL is not known, and writes none", async () => {
    await history("1-code.cjs");
    const { notes } = await imported({
      "1-code.cjs": `exports.up = (q) => q.sequelize.query("CREATE TABLE t ()"); exports.down = () => { throw new Error("one way") };`,
    });
    expect(notes).toEqual([expect.stringMatching(/its down is code .*\(one way\)/)]);
  });

  test("refuses what is applied and has no file", async () => {
    await history("1-gone.js");
    const error = await rejection(imported({}), ImportRefusedError);
    expect(error.names).toEqual(["1-gone"]);
  });
});
