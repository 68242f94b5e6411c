import type { TracedStatement } from "../../src/locks/index.ts";

/** What a rule's finding says of a statement's work on the rows that are there. */
export type Claim = "rewrites" | "scans" | "builds";

/** Rules that say so of the statement they report. */
export const claims: Readonly<Record<string, Claim>> = {
  "add-column-volatile-default": "rewrites",
  "add-column-serial-or-identity": "rewrites",
  "add-column-stored-generated": "rewrites",
  "add-column-constrained-domain": "rewrites",
  "change-column-type-rewrites": "rewrites",
  "set-expression-rewrites": "rewrites",
  "refresh-matview-not-concurrent": "rewrites",
  "table-rewrite-command": "rewrites",
  "add-check-validates": "scans",
  "add-column-not-null-without-default": "scans",
  "add-column-with-check": "scans",
  "add-foreign-key-validates": "scans",
  "attach-scans-default": "scans",
  "attach-without-check": "scans",
  "change-column-type-rechecks-constraint": "scans",
  "domain-constraint": "scans",
  "primary-key-using-index-sets-not-null": "scans",
  "set-not-null-proof-lost": "scans",
  "set-not-null-scans": "scans",
  "validate-in-same-transaction": "scans",
  "add-column-primary-key-inline": "builds",
  "add-column-unique-inline": "builds",
  "add-exclusion-constraint": "builds",
  "add-primary-key-builds-index": "builds",
  "add-unique-builds-index": "builds",
  "change-column-type-rebuilds-index": "builds",
  "index-not-concurrent": "builds",
  "reindex-not-concurrent": "builds",
};

/** What else such work brings with it, or may bring, that a rule's message need not speak of. */
export const alongside: Readonly<Record<string, readonly Claim[]>> = {
  "add-column-primary-key-inline": ["scans"],
  "add-column-with-foreign-key": ["scans"],
  "add-primary-key-builds-index": ["scans"],
  "partitioned-ddl-fans-out": ["builds"],
};

/** The tables on which that was seen, as `schema.name`. A table that is written anew is scanned, and its indexes are built. */
export function seenOf(claim: Claim, traced: TracedStatement): string[] {
  return [...onlySeen(claim, traced), ...onlySeen("rewrites", traced)];
}

/** The same without what a rewrite brings with it. */
export function onlySeen(claim: Claim, { rewrites, scans, builds }: TracedStatement): string[] {
  const tables = { rewrites, scans, builds: builds.map(({ table }) => table) }[claim];
  const named = [...new Set(tables.map(nameOf))];
  return claim === "rewrites"
    ? named
    : named.filter((name) => !rewrites.map(nameOf).includes(name));
}

function nameOf({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${schema}.${name}`;
}
