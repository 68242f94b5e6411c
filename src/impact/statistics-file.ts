import { readFileSync } from "node:fs";
import * as v from "valibot";
import { ConfigurationError } from "../errors/index.ts";
import type { IndexStatistics, Statistics, TableStatistics } from "./statistics.ts";

const format = "pgmaestro-statistics";
const formatVersion = 1;

/**
 * Statistics as the text of a file that is to be committed. Sizes and rows have two significant digits, rates and dead
 * rows one, the moment is the day, and the order is fixed, so that a later reading differs only in what matters.
 */
export function statisticsText(statistics: Statistics): string {
  return `${JSON.stringify(statisticsContent(statistics), undefined, 2)}\n`;
}

/** The content of that file. */
export function statisticsContent(statistics: Statistics) {
  const { readAt, postgres, databaseBytes, countedSeconds, tables } = rounded(statistics);
  return {
    format,
    version: formatVersion,
    readOn: readAt,
    postgres: postgres.version,
    databaseBytes,
    countedSeconds,
    tables,
  };
}

/** Statistics as a file knows them. */
function rounded(statistics: Statistics): Statistics {
  return {
    readAt: statistics.readAt.slice(0, 10),
    postgres: statistics.postgres,
    databaseBytes: toDigits(2, statistics.databaseBytes),
    countedSeconds:
      statistics.countedSeconds === null ? null : toDigits(1, statistics.countedSeconds),
    tables: statistics.tables.map(roundedTable),
  };
}

function roundedTable(table: TableStatistics): TableStatistics {
  const { schema, name, kind, partitionOf, rows, rates, indexes } = table;
  return {
    schema,
    name,
    kind,
    ...(partitionOf && { partitionOf }),
    rows: rows === null ? null : toDigits(2, rows),
    deadRows: toDigits(1, table.deadRows),
    heapBytes: toDigits(2, table.heapBytes),
    tableBytes: toDigits(2, table.tableBytes),
    totalBytes: toDigits(2, table.totalBytes),
    rates: {
      inserts: toDigits(1, rates.inserts),
      updates: toDigits(1, rates.updates),
      deletes: toDigits(1, rates.deletes),
      sequentialScans: toDigits(1, rates.sequentialScans),
      indexScans: toDigits(1, rates.indexScans),
    },
    indexes: indexes.map(roundedIndex),
  };
}

function roundedIndex({ name, bytes, unique, valid, primary, key }: IndexStatistics) {
  return { name, bytes: toDigits(2, bytes), unique, valid, primary, ...(key && { key }) };
}

function toDigits(digits: number, value: number): number {
  return Number(value.toPrecision(digits));
}

/**
 * Reads statistics that `pgmaestro stats` wrote.
 * @throws ConfigurationError for a file that is not there, is no JSON, or says something else than it should
 * @example
 * ```ts
 * const { tables } = loadStatistics("stats.json");
 * ```
 */
export function loadStatistics(file: string): Statistics {
  const content = parsed(file, readText(file));
  refuseOther(file, content);
  const result = v.safeParse(schema, content);
  if (!result.success) {
    const [issue] = result.issues;
    throw broken(file, `"${v.getDotPath(issue) ?? ""}" ${issue.message}`);
  }
  const { readOn, postgres, databaseBytes, countedSeconds, tables } = result.output;
  return {
    readAt: readOn,
    postgres: { version: postgres, major: Number.parseInt(postgres, 10) },
    databaseBytes,
    countedSeconds,
    tables,
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    throw new ConfigurationError(
      `The statistics ${file} cannot be read: ${(error as Error).message}`,
      `\`pgmaestro stats --output ${file}\` writes them.`,
    );
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw broken(file, `it is no JSON: ${(error as Error).message}`);
  }
}

function refuseOther(file: string, content: unknown): void {
  const { format: given, version } = (content ?? {}) as { format?: unknown; version?: unknown };
  if (given !== format) throw broken(file, `its "format" is not "${format}"`);
  if (typeof version === "number" && version > formatVersion)
    throw new ConfigurationError(
      `The statistics ${file} are of version ${version}, and this pgmaestro reads up to ${formatVersion}`,
      "Use the pgmaestro that wrote them, or a later one.",
    );
}

function broken(file: string, problem: string): ConfigurationError {
  return new ConfigurationError(
    `The statistics ${file} are broken: ${problem}`,
    `Write them again: \`pgmaestro stats --output ${file}\`.`,
  );
}

const text = v.string("must be a text");
const yesOrNo = v.boolean("must be true or false");
const amount = v.pipe(v.number("must be a number"), v.minValue(0, "must not be negative"));
const names = v.array(text, "must be a list of names");

const schema = v.object({
  format: v.literal(format),
  version: v.literal(formatVersion, `must be ${formatVersion}`),
  readOn: v.pipe(text, v.regex(/^\d{4}-\d\d-\d\d$/, "must be a day, as in 2026-11-27")),
  postgres: v.pipe(text, v.regex(/^\d+/, "must be a version of PostgreSQL, as in 16.4")),
  databaseBytes: amount,
  countedSeconds: v.nullable(amount),
  tables: v.array(
    v.object({
      schema: text,
      name: text,
      kind: v.picklist(
        ["table", "partitioned table", "materialized view"],
        'must be "table", "partitioned table" or "materialized view"',
      ),
      partitionOf: v.optional(v.object({ schema: text, name: text })),
      rows: v.nullable(amount),
      deadRows: amount,
      heapBytes: amount,
      tableBytes: amount,
      totalBytes: amount,
      rates: v.object({
        inserts: amount,
        updates: amount,
        deletes: amount,
        sequentialScans: amount,
        indexScans: amount,
      }),
      indexes: v.array(
        v.object({
          name: text,
          bytes: amount,
          unique: yesOrNo,
          valid: yesOrNo,
          primary: yesOrNo,
          key: v.optional(names),
        }),
        "must be a list of indexes",
      ),
    }),
    "must be a list of tables",
  ),
});
