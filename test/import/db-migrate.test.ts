import { expect, test } from "vitest";
import { down, importFrom, up } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { schemaOf } from "../support/imports.ts";
import { directoryOf } from "../support/migrations.ts";
import { existing } from "../support/results.ts";

const migrations = {
  "20240101120000-create-users.js": `'use strict';
var dbm; var type; var seed;
exports.setup = function(options, seedLink) { dbm = options.dbmigrate; type = dbm.dataType; seed = seedLink; };
exports.up = function(db, callback) {
  db.createTable('users', { id: { type: 'int', primaryKey: true, autoIncrement: true }, email: { type: type.STRING, length: 100, notNull: true } }, callback);
};
exports.down = function(db, callback) { db.dropTable('users', callback); };
`,
  "20240102120000-function.js": `'use strict';
var fs = require('fs'); var path = require('path'); var Promise;
exports.setup = function(options, seedLink) { Promise = options.Promise; };
function run(db, name) {
  return new Promise(function (resolve, reject) {
    fs.readFile(path.join(__dirname, 'sqls', name), { encoding: 'utf-8' }, function (err, data) {
      if (err) return reject(err);
      console.log('received data: ' + data);
      resolve(data);
    });
  }).then(function (data) { return db.runSql(data); });
}
exports.up = function(db) { return run(db, '20240102120000-function-up.sql'); };
exports.down = function(db) { return run(db, '20240102120000-function-down.sql'); };
`,
  "sqls/20240102120000-function-up.sql":
    "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$;\nCREATE TABLE pets (id int);\n",
  "sqls/20240102120000-function-down.sql": "DROP TABLE pets; DROP FUNCTION one();\n",
  "20240103120000-data.js": `exports.up = function(db, callback) {
  db.all('SELECT id FROM users', function (error, rows) { callback(error || (rows.length > 5 ? 'many' : null)); });
};
exports.down = function(db, callback) { callback(); };
`,
};

/** As db-migrate makes it. */
const table = `CREATE TABLE IF NOT EXISTS "migrations" ("id" SERIAL PRIMARY KEY NOT NULL, "name" VARCHAR (255) NOT NULL, "run_on" TIMESTAMP NOT NULL)`;

describeEachServer("import from db-migrate", (db) => {
  test("takes over what is run and read, and the history with its times", async () => {
    await db().query(`${table};
      CREATE TABLE "users" ("id" SERIAL PRIMARY KEY NOT NULL, "email" VARCHAR (100) NOT NULL);
      CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$; CREATE TABLE pets (id int);
      INSERT INTO migrations (name, run_on) VALUES ('/20240101120000-create-users', '2024-02-01 12:00:00'),
        ('/20240102120000-function', '2024-02-01 12:00:01'), ('/20240103120000-data', '2024-02-01 12:00:02'),
        ('other/20240101120000-scoped', '2024-02-01 12:00:03')`);
    const made = await schemaOf(db());
    const { database } = db();
    const migrationsDir = directoryOf({});
    const result = await importFrom({
      database,
      tool: "db-migrate",
      from: directoryOf(migrations),
      migrationsDir,
      scratch: database as string,
      write: true,
    });
    expect(result).toMatchObject({
      tool: "db-migrate",
      table: "public.migrations",
      files: [
        { name: "20240101120000000_create-users", hasDown: true, at: "2024-02-01T12:00:00" },
        { name: "20240102120000000_function", hasDown: true, at: "2024-02-01T12:00:01" },
        { name: "20240103120000000_data", hasDown: false, at: "2024-02-01T12:00:02" },
      ],
      notes: [
        "db-migrate has run other/20240101120000-scoped, which is in a scope: it is not taken over.",
        expect.stringMatching(
          /20240103120000-data\.js .*it uses what `SELECT id FROM users` gives/,
        ),
      ],
    });
    await db().query("DELETE FROM pgmigrations WHERE name LIKE '%data'");
    await down({ database, migrationsDir, count: 2 });
    expect(await existing(db(), "users", "pets")).toEqual([]);
    await up({ database, migrationsDir, to: "20240102120000000_function" });
    expect(await schemaOf(db())).toEqual(made);
  });
});
