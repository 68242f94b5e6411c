// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const firstTimestamp = 1730000000000;

/** @typedef {{ directory: string, files: string[], bytes: number }} Directory Files in order, with their paths. */

/**
 * Writes a directory as a product of some age has it: tables, columns, constraints, indexes, views, functions,
 * triggers, types, data and what is dropped again; some of it written with care, some as it comes.
 * @param {string} directory
 * @param {number} count
 */
export function writeMixed(directory, count) {
  return write(directory, count, mixed);
}

/**
 * Writes a directory in which nothing stops a running application, so that all there is to say of it is noise.
 * @param {string} directory
 * @param {number} count
 */
export function writeOrdinary(directory, count) {
  return write(directory, count, ordinary);
}

/**
 * @typedef {{ number: number, made: number, table: string, other: string }} Place
 * Where a migration stands: its number, how many tables there are, and two of them.
 * @typedef {{ words: string, up: string, down: string, alone?: boolean, isTable?: boolean }} Change
 * @typedef {(place: Place) => Change} Kind
 */

/**
 * @param {string} directory
 * @param {number} count
 * @param {Kind[]} kinds taken in turn; the first one makes a table
 * @returns {Directory}
 */
function write(directory, count, kinds) {
  mkdirSync(directory);
  const files = [];
  let [made, bytes] = [0, 0];
  for (let number = 1; number <= count; number++) {
    const kind = kinds[(number - 1) % kinds.length] ?? createTable;
    const [table, other] = [nameOf(number * 7, made), nameOf(number, made)];
    const change = kind({ number, made, table, other });
    if (change.isTable) made++;
    const [path, text] = fileOf(directory, number, change);
    writeFileSync(path, text);
    files.push(path);
    bytes += Buffer.byteLength(text);
  }
  return { directory, files, bytes };
}

/**
 * @param {number} number
 * @param {number} made
 */
function nameOf(number, made) {
  return `items_${number % Math.max(1, made)}`;
}

/**
 * @param {string} directory
 * @param {number} number
 * @param {Change} change
 * @returns {[path: string, text: string]}
 */
function fileOf(directory, number, { words, up, down, alone }) {
  const name = `${firstTimestamp + number}_${words}-${number}.sql`;
  const title = words.charAt(0).toUpperCase() + words.slice(1).replaceAll("-", " ");
  const directive = alone ? "-- pgmaestro: no-transaction\n" : "";
  const text = `-- Migration: ${title} ${number}\n${directive}-- Up Migration\n${up}\n-- Down Migration\n${down}\n`;
  return [join(directory, name), text];
}

/** @type {Kind} */
const createTable = ({ made, other }) => ({
  words: "create-items",
  up: `CREATE TABLE IF NOT EXISTS items_${made} (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL,
  amount numeric(10,2) NOT NULL DEFAULT 0 CHECK (amount >= 0)${made === 0 ? "" : `,\n  parent_id bigint REFERENCES ${other} (id)`}
);
CREATE INDEX IF NOT EXISTS items_${made}_name ON items_${made} (name);`,
  down: `DROP TABLE IF EXISTS items_${made};`,
  isTable: true,
});

/** @type {Kind} */
const createTableWithKeys = (place) => {
  const { up, ...change } = createTable(place);
  const name = `items_${place.made}`;
  const index = `CREATE INDEX IF NOT EXISTS ${name}_parent ON ${name} (parent_id);`;
  return {
    ...change,
    up: place.made === 0 ? up : `SET LOCAL lock_timeout = '5s';\n${up}\n${index}`,
  };
};

/** @type {Kind} */
const addColumn = ({ number, table }) => ({
  words: "add-note",
  up: `SET LOCAL lock_timeout = '5s';\nALTER TABLE ${table} ADD COLUMN IF NOT EXISTS note_${number} text;`,
  down: `SET LOCAL lock_timeout = '5s';\nALTER TABLE ${table} DROP COLUMN IF EXISTS note_${number};`,
});

/** @type {Kind} */
const indexConcurrently = ({ number, table }) => ({
  words: "index-amount",
  up: `CREATE INDEX CONCURRENTLY IF NOT EXISTS amount_${number} ON ${table} (amount) WHERE amount > ${number};`,
  down: `DROP INDEX CONCURRENTLY IF EXISTS amount_${number};`,
  alone: true,
});

/** @type {Kind} */
const indexAsItComes = ({ number, table }) => ({
  words: "index-lower-name",
  up: `CREATE INDEX lower_${number} ON ${table} (lower(name));`,
  down: `DROP INDEX lower_${number};`,
});

/** @type {Kind} */
const constraintNotValid = ({ number, table }) => ({
  words: "check-name",
  up: `SET LOCAL lock_timeout = '5s';\nALTER TABLE ${table} ADD CONSTRAINT name_${number} CHECK (length(name) < 500) NOT VALID;`,
  down: `SET LOCAL lock_timeout = '5s';\nALTER TABLE ${table} DROP CONSTRAINT IF EXISTS name_${number};`,
});

/** @type {Kind} */
const alterAsItComes = ({ number, table, other }) => ({
  words: "alter-items",
  up: `ALTER TABLE ${table}
  ADD COLUMN owner_${number} bigint REFERENCES ${other} (id),
  ADD COLUMN token_${number} uuid DEFAULT gen_random_uuid(),
  ADD CONSTRAINT amount_${number} CHECK (amount < 1000000);`,
  down: `ALTER TABLE ${table} DROP COLUMN owner_${number}, DROP COLUMN token_${number};`,
});

/** @type {Kind} */
const createView = ({ number, table, other }) => ({
  words: "create-view",
  up: `CREATE OR REPLACE VIEW view_${number} AS
SELECT a.id, a.name, sum(b.amount) AS total
FROM ${table} a LEFT JOIN ${other} b ON b.id = a.id
GROUP BY a.id, a.name;`,
  down: `DROP VIEW IF EXISTS view_${number};`,
});

/** @type {Kind} */
const createTrigger = ({ number, table }) => ({
  words: "create-trigger",
  up: `CREATE OR REPLACE FUNCTION touch_${number}() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF NEW.amount < 0 THEN RAISE EXCEPTION 'negative'; END IF;
  RETURN NEW;
END $$;
SET LOCAL lock_timeout = '5s';
CREATE OR REPLACE TRIGGER touch_${number} BEFORE UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION touch_${number}();`,
  down: `SET LOCAL lock_timeout = '5s';
DROP TRIGGER IF EXISTS touch_${number} ON ${table};\nDROP FUNCTION IF EXISTS touch_${number}();`,
});

/** @type {Kind} */
const guardedByBlock = ({ number }) => ({
  words: "create-state",
  up: `DO $$ BEGIN
  CREATE TYPE state_${number} AS ENUM ('new', 'done');
EXCEPTION WHEN duplicate_object THEN NULL;
END $$;`,
  down: `DROP TYPE IF EXISTS state_${number};`,
});

/** @type {Kind} */
const changeData = ({ table }) => ({
  words: "fill-amount",
  up: `UPDATE ${table} SET amount = 0 WHERE amount IS NULL;\nALTER TABLE ${table} ALTER COLUMN amount SET NOT NULL;`,
  down: `ALTER TABLE ${table} ALTER COLUMN amount DROP NOT NULL;`,
});

/** @type {Kind} */
const renameAndDrop = ({ number, table }) => ({
  words: "drop-view",
  up: `DROP VIEW IF EXISTS view_${number};\nALTER TABLE ${table} ALTER COLUMN name TYPE varchar(400);`,
  down: `ALTER TABLE ${table} ALTER COLUMN name TYPE text;`,
});

/** @type {Kind} */
const comment = ({ number, table }) => ({
  words: "comment-items",
  up: `COMMENT ON TABLE ${table} IS 'Changed by ${number}';`,
  down: `COMMENT ON TABLE ${table} IS NULL;`,
});

const mixed = [
  createTable,
  addColumn,
  createTable,
  indexAsItComes,
  createView,
  constraintNotValid,
  indexConcurrently,
  createTable,
  alterAsItComes,
  createTrigger,
  createTable,
  changeData,
  guardedByBlock,
  renameAndDrop,
  comment,
];

const ordinary = [
  createTableWithKeys,
  addColumn,
  createTableWithKeys,
  indexConcurrently,
  createView,
  createTrigger,
  guardedByBlock,
  comment,
];
