// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const migrations = 62;
const tables = 100;
const firstTimestamp = 1730000000000;

/**
 * Writes a directory as a product of some age has it: most migrations create tables with keys, indexes,
 * triggers and comments, others add columns, constraints and views to them; all have a rollback.
 * @param {string} directory
 * @param {{ hasDown?: boolean }} [options] without rollbacks they are the same migrations
 * @returns the name of the last one
 */
export function writeVerifyWorkload(directory, { hasDown = true } = {}) {
  mkdirSync(directory);
  let made = 0;
  let name = "";
  for (let number = 1; number <= migrations; number++) {
    const share = number % 3 === 0 ? 0 : Math.min(tables - made, number % 2 === 0 ? 3 : 2);
    const [up, down] =
      number === 1 ? schema() : share > 0 ? newTables(made, share) : smallChange(number, made);
    if (number > 1) made += share;
    name = `${firstTimestamp + number}_change-${number}`;
    const text = `-- Migration: Change ${number}\n\n-- Up Migration\n${up}\n`;
    const back = hasDown ? `\n-- Down Migration\n${down}\n` : "";
    writeFileSync(join(directory, `${name}.sql`), text + back);
  }
  if (made !== tables) throw new Error(`the workload has ${made} tables, not ${tables}`);
  return name;
}

/** @typedef {[up: string, down: string]} Sections */

/** @returns {Sections} */
function schema() {
  const touch =
    "CREATE OR REPLACE FUNCTION app.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.updated_at = now(); RETURN NEW; END $$;";
  return [
    `CREATE SCHEMA IF NOT EXISTS app;\n${touch}`,
    "DROP FUNCTION IF EXISTS app.touch();\nDROP SCHEMA IF EXISTS app;",
  ];
}

/**
 * @param {number} first
 * @param {number} count
 * @returns {Sections}
 */
function newTables(first, count) {
  const numbers = Array.from({ length: count }, (_, index) => first + index);
  const drops = numbers.map((number) => `DROP TABLE IF EXISTS app.table_${number};`);
  return [numbers.map(table).join("\n"), drops.toReversed().join("\n")];
}

const columns = [
  "title text NOT NULL",
  "settings jsonb NOT NULL DEFAULT '{}'",
  "count integer NOT NULL DEFAULT 0 CHECK (count >= 0)",
  "email varchar(255)",
  "enabled boolean NOT NULL DEFAULT true",
  "price numeric(10,2)",
  "started_at timestamptz",
  "tags text[] NOT NULL DEFAULT '{}'",
  "note text",
];

/** @param {number} number */
function table(number) {
  const name = `table_${number}`;
  const own = columns.filter((_, index) => (index + number) % 3 !== 0);
  const parent = number === 0 ? [] : [`parent_id uuid REFERENCES app.table_${number >> 1}(id)`];
  const all = [
    "id uuid PRIMARY KEY DEFAULT gen_random_uuid()",
    ...own,
    ...parent,
    "created_at timestamptz NOT NULL DEFAULT now()",
    "updated_at timestamptz NOT NULL DEFAULT now()",
  ];
  return `CREATE TABLE IF NOT EXISTS app.${name} (\n  ${all.join(",\n  ")}\n);
CREATE INDEX IF NOT EXISTS ${name}_created_at ON app.${name} (created_at DESC);
COMMENT ON TABLE app.${name} IS 'The ${name}';
CREATE OR REPLACE TRIGGER touch BEFORE UPDATE ON app.${name} FOR EACH ROW EXECUTE FUNCTION app.touch();`;
}

/**
 * @param {number} number
 * @param {number} made
 * @returns {Sections}
 */
function smallChange(number, made) {
  const of = `app.table_${(number * 7) % made}`;
  const changes = /** @type {Sections[]} */ ([
    [
      `ALTER TABLE ${of} ADD COLUMN IF NOT EXISTS extra_${number} text;\nCREATE INDEX IF NOT EXISTS extra_${number} ON ${of} (extra_${number}) WHERE extra_${number} IS NOT NULL;`,
      `ALTER TABLE ${of} DROP COLUMN IF EXISTS extra_${number};`,
    ],
    [
      `ALTER TABLE ${of} DROP CONSTRAINT IF EXISTS since_${number};\nALTER TABLE ${of} ADD CONSTRAINT since_${number} CHECK (created_at > '1900-01-01');`,
      `ALTER TABLE ${of} DROP CONSTRAINT IF EXISTS since_${number};`,
    ],
    [
      `CREATE OR REPLACE VIEW app.view_${number} AS SELECT id, created_at FROM ${of};`,
      `DROP VIEW IF EXISTS app.view_${number};`,
    ],
  ]);
  return /** @type {Sections} */ (changes[Math.floor(number / 3) % 3]);
}
