// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const firstTimestamp = 1730000000000;

/**
 * Writes the same migrations in every tool's layout.
 * @param {string} directory
 * @param {number} count
 * @returns {import("./types.d.ts").Workload}
 */
export function writeWorkload(directory, count) {
  const migrations = Array.from({ length: count }, (_, index) => migration(index + 1));
  return {
    count,
    sections: writeFiles(directory, "sections", migrations.map(withSections)),
    dbmate: writeFiles(directory, "dbmate", migrations.map(forDbmate)),
    drizzle: writeFiles(directory, "drizzle", [journal(migrations), ...migrations.map(forDrizzle)]),
    oneFile: join(writeFiles(directory, "psql", [allInOne(migrations)]), "all.sql"),
  };
}

/**
 * One small migration: a table and an index.
 * @param {number} number
 */
function migration(number) {
  const table = `bench_${String(number).padStart(4, "0")}`;
  const create = `CREATE TABLE IF NOT EXISTS ${table} (
    id bigint NOT NULL,
    name text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
`;
  const index = `CREATE INDEX IF NOT EXISTS ${table}_name ON ${table} (name);\n`;
  const timestamp = firstTimestamp + number;
  return {
    timestamp,
    name: `${timestamp}_create-${table}`,
    up: [create, index],
    down: `DROP TABLE IF EXISTS ${table};\n`,
  };
}

/** @typedef {ReturnType<typeof migration>} Migration */
/** @typedef {[name: string, text: string]} File */

/**
 * As pgmaestro and node-pg-migrate read it.
 * @param {Migration} migration
 * @returns {File}
 */
function withSections({ name, up, down }) {
  const header = `-- Migration: ${name}\n-- Description: One table and one index.\n`;
  return [
    `${name}.sql`,
    `${header}\n-- Up Migration\n\n${up.join("\n")}\n-- Down Migration\n\n${down}`,
  ];
}

/**
 * As dbmate reads it.
 * @param {Migration} migration
 * @returns {File}
 */
function forDbmate({ name, up, down }) {
  return [`${name}.sql`, `-- migrate:up\n\n${up.join("\n")}\n-- migrate:down\n\n${down}`];
}

/**
 * As drizzle-orm reads it.
 * @param {Migration} migration
 * @returns {File}
 */
function forDrizzle({ name, up }) {
  return [`${name}.sql`, up.join("--> statement-breakpoint\n")];
}

/**
 * The file in which drizzle-orm looks up its migrations.
 * @param {Migration[]} migrations
 * @returns {File}
 */
function journal(migrations) {
  const entries = migrations.map(({ timestamp, name }, idx) => {
    return { idx, version: "7", when: timestamp, tag: name, breakpoints: true };
  });
  return ["meta/_journal.json", JSON.stringify({ version: "7", dialect: "postgresql", entries })];
}

/**
 * As psql runs it.
 * @param {Migration[]} migrations
 * @returns {File}
 */
function allInOne(migrations) {
  return ["all.sql", migrations.flatMap(({ up }) => up).join("\n")];
}

/**
 * Writes files into a new directory and says where it is.
 * @param {string} parent
 * @param {string} name
 * @param {File[]} files
 */
function writeFiles(parent, name, files) {
  const directory = join(parent, name);
  for (const [file, text] of files) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  return directory;
}
