import type { Connection } from "../database/index.ts";
import { quoteIdentifier, quoteLiteral } from "../sql/text/index.ts";
import type { Range, Ranges } from "./backfill-ranges.ts";

/** What a table is cut by that has no key: where its rows lie. */
export const rowPlace = "ctid";

interface BlockTable {
  /** As SQL writes it. */
  readonly sql: string;
  /** How many it has, about. */
  readonly rows: number;
}

/**
 * How a table is gone through block by block, its partitions side by side. Who writes a row moves it into any block, so that what is met
 * once this way need not be all.
 * Source: PostgreSQL manual, 5.6 "System Columns".
 */
export function byBlock(connection: Connection, table: BlockTable): Ranges {
  return {
    by: [rowPlace],
    movesRows: true,
    end: () => blocksOf(connection, table),
    next: (range, rows) => Promise.resolve(nextBlocks(table.rows, range, rows)),
    condition: (range, alias) => inBlocks(range, `${quoteIdentifier(alias)}.`),
  };
}

/** How many blocks the largest of its partitions has; undefined where all are empty. */
async function blocksOf(connection: Connection, { sql }: BlockTable) {
  const [row] = await connection.query<{ blocks: string | number }>(
    `SELECT coalesce(max(pg_catalog.pg_relation_size(relid)), 0) / pg_catalog.current_setting('block_size')::int AS blocks
      FROM (${membersOf(`${quoteLiteral(sql)}::pg_catalog.regclass`)}) members`,
  );
  return Number(row!.blocks) === 0 ? undefined : [String(row!.blocks)];
}

/** A table, with all that inherits from it. */
export function membersOf(table: string): string {
  return `WITH RECURSIVE member AS (SELECT ${table}::oid AS relid
    UNION SELECT i.inhrelid FROM member JOIN pg_catalog.pg_inherits i ON i.inhparent = member.relid)
    SELECT relid FROM member`;
}

/** As many blocks as hold about so many rows. How many they are is estimated: what a run has moved ahead would be counted twice. */
function nextBlocks(all: number, { after, to }: Range, rows: number) {
  const [done, end] = [Number(after?.[0] ?? 0), Number(to[0])];
  if (done >= end) return undefined;
  const inBlock = Math.max(1, all / end);
  const next = Math.min(end, done + Math.max(1, Math.floor(rows / inBlock)));
  const upTo = (block: number) => Math.round((all * block) / end);
  return { key: [String(next)], met: upTo(next) - upTo(done) };
}

/** Blocks are named by the one behind the last: up to 3 are 0, 1 and 2. */
function inBlocks({ after, to }: Range, prefix: string): string {
  return `${prefix}ctid >= '(${after?.[0] ?? 0},0)'::pg_catalog.tid AND ${prefix}ctid < '(${to[0]},0)'::pg_catalog.tid`;
}
