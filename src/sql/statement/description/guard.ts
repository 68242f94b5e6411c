import type { NamedObject, ObjectKind } from "../parts.ts";

/**
 * Whether something may be run once more. `repeatable`: by its nature. `guarded`: it says so itself, as by IF NOT
 * EXISTS. `unguarded`: it fails, or changes something, and SQL has a word against that. `unguardable`: SQL has none.
 * `unknown`: the text does not show it.
 */
export type Guard =
  | { readonly is: "repeatable" | "guarded" | "unknown" }
  | { readonly is: "unguarded" | "unguardable"; readonly remedy: GuardRemedy };

/** What to do about a statement without a guard. */
export type GuardRemedy =
  | { readonly kind: "if-not-exists" }
  | { readonly kind: "if-exists" }
  /** ALTER … IF EXISTS. */
  | { readonly kind: "alter-if-exists"; readonly objectKind: ObjectKind }
  /** CREATE OR REPLACE. */
  | { readonly kind: "or-replace"; readonly objectKind: ObjectKind }
  /** INSERT … ON CONFLICT DO NOTHING. */
  | { readonly kind: "on-conflict" }
  /** CREATE TABLE IF NOT EXISTS … AS, in place of SELECT … INTO. */
  | { readonly kind: "create-table-as" }
  /** COPY into a temporary table, and INSERT from there. */
  | { readonly kind: "copy-and-insert" }
  /** SET in OPTIONS (…). */
  | { readonly kind: "set-options" }
  /** ALTER PUBLICATION … SET, ALTER SUBSCRIPTION … SET PUBLICATION. */
  | { readonly kind: "set-members"; readonly objectKind: ObjectKind }
  /** DROP … IF EXISTS before it. */
  | { readonly kind: "drop-first"; readonly object: NamedObject }
  /** A name, so that it can be asked for. */
  | { readonly kind: "name"; readonly object: NamedObject }
  /** A DO block that asks a catalog. */
  | { readonly kind: "ask-catalog"; readonly catalog: string }
  /** A question to a catalog beforehand: the command cannot be in a block. */
  | { readonly kind: "ask-before"; readonly catalog: string; readonly command: string }
  /** A DO block that asks whether the new name is taken. */
  | { readonly kind: "ask-new-name" };

export const repeatable: Guard = { is: "repeatable" };
export const unknown: Guard = { is: "unknown" };
const guarded: Guard = { is: "guarded" };

/** A guard that is written, or what to do where it is not. */
export function guardedBy(isWritten: boolean, remedy: GuardRemedy): Guard {
  return isWritten ? guarded : { is: "unguarded", remedy };
}

export function ifNotExists(isWritten: boolean): Guard {
  return guardedBy(isWritten, { kind: "if-not-exists" });
}

export function ifExists(isWritten: boolean): Guard {
  return guardedBy(isWritten, { kind: "if-exists" });
}

/** The guard of what SQL has no guard for. */
export function unguardable(remedy: GuardRemedy): Guard {
  return { is: "unguardable", remedy };
}

/** The same, where a DO block must ask a catalog. */
export function askCatalog(catalog: string): Guard {
  return unguardable({ kind: "ask-catalog", catalog });
}

/** The guard of what can be dropped first without loss. */
export function dropFirst(object: NamedObject): Guard {
  return unguardable({ kind: "drop-first", object });
}
