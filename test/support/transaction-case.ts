import type { SegmentReason } from "../../src/plan/index.ts";

/** Pending migrations, and whether they share a transaction. */
export interface TransactionCase {
  readonly name: string;
  /** What earlier migrations have made. Default: `usual`. */
  readonly before?: string;
  readonly pending: readonly string[];
  /** The segments: which migrations each has. */
  readonly segments: string;
  /** Why the second one begins. */
  readonly reason?: SegmentReason["kind"];
  /**
   * Whether lint reports it with `--transaction all`. Default: whether the plan cuts. As lint takes what earlier migrations
   * made for long in use, it reports more; SHARE it leaves to the rules of its command.
   */
  readonly reportedInAll?: boolean;
}

/** Tables that are in use. */
export const usual = `
CREATE TABLE orders (id bigint PRIMARY KEY, total int, note text, code varchar(10));
CREATE TABLE users (id bigint PRIMARY KEY, email text);
CREATE TABLE "order items" (id bigint PRIMARY KEY, total int);
CREATE SCHEMA app;
CREATE TABLE app.orders (id bigint PRIMARY KEY, total int, note text);
CREATE MATERIALIZED VIEW totals AS SELECT sum(total) AS total FROM orders;
CREATE INDEX orders_note ON orders (note);
`;
