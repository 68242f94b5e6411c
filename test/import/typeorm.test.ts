import { readFileSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { down, importFrom, up, verify } from "../../src/index.ts";
import { describeEachServer } from "../support/databases.ts";
import { schemaOf } from "../support/imports.ts";
import { directoryOf } from "../support/migrations.ts";
import { existing } from "../support/results.ts";

const migrations = {
  "index.ts": "export * from './1700000000000-CreateUsers';",
  "notes.ts": "export const nothing = 1;",
  "1700000000000-CreateUsers.ts": `import type { MigrationInterface, QueryRunner } from "typeorm";

export class CreateUsers1700000000000 implements MigrationInterface {
    name = 'CreateUsers1700000000000'

    public async up(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(\`CREATE TABLE "user" ("id" uuid NOT NULL DEFAULT uuid_generate_v4(), "name" text, CONSTRAINT "PK_user" PRIMARY KEY ("id"))\`);
        await queryRunner.query(\`INSERT INTO "user" ("name") VALUES ($1)\`, ["it's"]);
    }

    public async down(queryRunner: QueryRunner): Promise<void> {
        await queryRunner.query(\`DROP TABLE "user"\`);
    }
}
`,
  "1700000001000-More.ts": `import { type MigrationInterface, type QueryRunner, Table, TableForeignKey } from "typeorm";

export class Pets1700000001000 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.createTable(new Table({ name: "pet", columns: [
      { name: "id", type: "int", isPrimary: true, isGenerated: true, generationStrategy: "increment" },
      { name: "userId", type: "uuid", isNullable: true },
    ] }), true);
    await queryRunner.createForeignKey("pet", new TableForeignKey({ columnNames: ["userId"], referencedColumnNames: ["id"], referencedTableName: "user" }));
  }
  async down(queryRunner: QueryRunner) {
    const table = await queryRunner.getTable("pet");
    await queryRunner.dropForeignKey("pet", table!.foreignKeys[0]!);
    await queryRunner.dropTable("pet");
  }
}

export class Index1700000000500 implements MigrationInterface {
  name = "UserIndex1700000000500";
  transaction = false as const;
  async up(queryRunner: QueryRunner) {
    await queryRunner.query('CREATE INDEX CONCURRENTLY "user_name" ON "user" ("name")');
  }
  async down(): Promise<void> {
    throw new Error("it stays");
  }
}
`,
};

/** As TypeORM makes it. */
const table = `CREATE TABLE "migrations" ("id" SERIAL NOT NULL, "timestamp" bigint NOT NULL, "name" character varying NOT NULL,
  CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY ("id"))`;

describeEachServer("import from TypeORM", (db) => {
  const schema = `CREATE EXTENSION "uuid-ossp";
    CREATE TABLE "user" ("id" uuid NOT NULL DEFAULT uuid_generate_v4(), "name" text, CONSTRAINT "PK_user" PRIMARY KEY ("id"));
    CREATE INDEX "user_name" ON "user" ("name");
    CREATE TABLE "pet" ("id" SERIAL NOT NULL, "userId" uuid, CONSTRAINT "PK_b1ac2e88e89b9480e0c5b53fa60" PRIMARY KEY ("id"));
    ALTER TABLE "pet" ADD CONSTRAINT "FK_4eb3b1eeefc7cdeae09f934f479" FOREIGN KEY ("userId") REFERENCES "user"("id");`;

  test("takes over classes by their times, and what they send makes the same schema", async () => {
    await db().query(`${table}; ${schema}
      INSERT INTO migrations (timestamp, name) VALUES (1700000000000, 'CreateUsers1700000000000'),
        (1700000000500, 'UserIndex1700000000500'), (1700000001000, 'Pets1700000001000');`);
    const made = await schemaOf(db());
    const from = directoryOf(migrations);
    symlinkSync(resolve("node_modules"), join(from, "node_modules"));
    const { database } = db();
    const migrationsDir = directoryOf({});
    const scratch = database as string;
    const result = await importFrom({
      database,
      tool: "typeorm",
      from,
      migrationsDir,
      scratch,
      write: true,
    });
    expect(result).toMatchObject({
      tool: "TypeORM",
      table: "public.migrations",
      files: [
        { name: "1700000000000_create-users", hasDown: true, applied: true },
        { name: "1700000000500_user-index", hasDown: false, applied: true },
        { name: "1700000001000_pets", hasDown: true, applied: true },
      ],
      notes: [
        expect.stringMatching(/notes\.ts holds no migration of TypeORM/),
        expect.stringMatching(/1700000001000-More\.ts: its down is code .*\(it stays\)/),
      ],
    });
    expect(readFileSync(result.files[0]!.file, "utf8")).toContain(
      'CREATE EXTENSION IF NOT EXISTS "uuid-ossp";',
    );
    await down({ database, migrationsDir });
    expect(await existing(db(), "pet")).toEqual([]);
    await db().query(
      'DROP TABLE "user", pgmigrations, pgmigrations_journal; DROP EXTENSION "uuid-ossp"',
    );
    await up({ database, migrationsDir });
    expect(await schemaOf(db())).toEqual(made);
    expect(await db().query('SELECT name FROM "user"')).toEqual([{ name: "it's" }]);
  });

  test("what names its table finds it, as TypeORM makes it", async () => {
    const forget = `export class Forget1700000002000 {
      async up(queryRunner) { await queryRunner.query('DELETE FROM "migrations" WHERE "timestamp" < 0'); }
      async down() {}
    }`;
    const directory = directoryOf({ "1700000002000-Forget.js": forget });
    symlinkSync(resolve("node_modules"), join(directory, "node_modules"));
    const warnings: string[] = [];
    const { migrations } = await verify({
      ...{ fromTool: { tool: "typeorm", directory }, all: true, scratch: db().database as string },
      onEvent: (event) => void (event.type === "warning" && warnings.push(event.message)),
    });
    expect(migrations.map(({ up: it }) => it.verdict)).toEqual(["passed"]);
    const ofTool = warnings.filter((text) => text.includes("TypeORM")); // others make roles on the server meanwhile
    expect(ofTool).toEqual([
      expect.stringMatching(/Forget\.js names migrations, the table of TypeORM: .* it is made/),
    ]);
  });

  test("is not taken for db-migrate, whose table has the same name", async () => {
    await db().query(table);
    const { database } = db();
    await expect(
      importFrom({
        database,
        tool: "db-migrate",
        from: directoryOf({}),
        migrationsDir: directoryOf({}),
      }),
    ).rejects.toThrow(/The table public.migrations in .* is not db-migrate's/);
  });
});
