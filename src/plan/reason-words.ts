import type { JournaledBegun } from "../history/index.ts";
import type { SlowWorkKind } from "../locks/table/index.ts";
import type { FullName } from "../schema/index.ts";
import { modesInSql } from "../sql/statement/index.ts";
import type { StrayName } from "./left-path.ts";
import type { PartlyDone } from "./partly-done.ts";
import type { SegmentReason, SequentialReason } from "./reason.ts";

/** A reason in words that follow "because". */
export function reasonInWords(reason: SegmentReason): string {
  switch (reason.kind) {
    case "outside-transaction":
      return `${reason.command} cannot run in a transaction`;
    case "asks-for-none":
      return "it asks for no transaction";
    case "opaque":
      return "it asks not to be parsed";
    case "backfill":
      return "it runs in batches, each a transaction of its own";
    case "block":
      return "BEGIN and COMMIT stand around it";
    case "between-blocks":
      return "BEGIN and COMMIT stand around other parts of it";
    case "goes-on":
      return "an earlier run has done a part of it";
    case "transaction-modes":
      return `${reason.migration ?? "it"} asks for ${modesInSql(reason.modes)}`;
    case "mode":
      return `--transaction ${reason.mode}`;
    case "enum-value":
      return `it uses the enum value '${reason.value}' that ${reason.migration ?? "it"} adds, which must be committed first`;
    case "validates":
      return `it validates the constraint ${reason.constraint} that ${reason.migration} adds NOT VALID, whose lock must be given up first`;
    case "slow-work-under-lock": {
      const { mode, table } = reason.lock;
      return `it ${slowWorkVerbs[reason.work]} ${shown(reason.table)}, and the ${mode} lock of ${reason.migration} on ${shown(table)} must be given up first`;
    }
  }
}

/** Why Citus uses one connection for each of its nodes, in words that follow "because". */
export function sequentialInWords(reason: SequentialReason): string {
  const { kind, migration } = reason;
  switch (kind) {
    case "reference-table":
      return `${migration} uses the reference table ${shown(reason.table)}`;
    case "reference-key":
      return `a foreign key of ${migration} leads to the reference table ${shown(reason.references)}`;
    case "object":
      return `${migration} changes ${reason.object}, which each node has`;
  }
}

/** Where a name would lead if settings went on, in words that follow the file. */
export function strayInWords({ name, here, there, setBy, path }: StrayName): string {
  const left = path.length === 0 ? "empty" : path.join(", ");
  const place = there === undefined ? "nothing" : shown(there);
  return `${name} is ${shown(here)}; with node-pg-migrate, which leaves search_path as ${setBy} sets it (${left}), it would be ${place}. Write the schema before the name; --keep-settings does as node-pg-migrate.`;
}

/** That a migration was broken off halfway, and what becomes of it, in sentences. */
export function partlyDoneInWords({ name, direction, statements, next }: PartlyDone): string {
  const done = direction === "up" ? "done" : "rolled back";
  const many = statements === 1 ? "1 statement" : `${statements} statements`;
  const command = `\`pgmaestro ${direction}\``;
  const then = {
    "goes-on": `; ${command} goes on from there.`,
    "begins-again": `, and the file says something else there by now: ${command} begins at its first statement. Put the old text back to go on.`,
    lost: `, and no file says what is left: put it back, and ${command} goes on from there.`,
  };
  return `${name} is ${done} in part (${many})${then[next]}`;
}

/** That a statement was cut off of which nothing says how it ended, and what goes on with it, as a sentence. */
export function begunInWords({ name, direction, who }: JournaledBegun): string {
  return `${name}: a statement outside a transaction was begun by ${who} and has no end yet; \`pgmaestro ${direction}\` says what to do.`;
}

/** What each kind of slow work does, in words that a table's name follows. */
export const slowWorkVerbs: Readonly<Record<SlowWorkKind, string>> = {
  rewrite: "rewrites",
  copy: "copies",
  "index build": "builds an index on",
  scan: "reads all of",
  validate: "reads all of",
  fill: "fills",
  read: "reads from",
  insert: "copies rows of",
  update: "changes many rows of",
  delete: "deletes many rows of",
  merge: "changes many rows of",
};

function shown({ schema, name }: FullName): string {
  return `${schema}.${name}`;
}
