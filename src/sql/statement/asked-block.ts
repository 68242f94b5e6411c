import { codeOnly, quoteIfNeeded, quoteLiteral } from "../text/index.ts";
import type { Action, ActionOf } from "./action.ts";
import { type ConstraintName, validatedConstraint } from "./constraints.ts";
import { createdBy } from "./description/index.ts";
import type { RelationName } from "./parts.ts";
import { sqlName } from "./shown-name.ts";
import type { Statement } from "./statements.ts";

/** What makes a DO block of a statement that asks the catalog whether what it adds is there. */
export interface AskedBlock {
  readonly catalog: string;
  /** What goes into the statement's text, and where; in order. */
  readonly insertions: readonly { readonly at: number; readonly text: string }[];
}

/** What the server must know, or must not know, for a statement to run. */
interface Lookup {
  readonly catalog: string;
  readonly conditions: readonly string[];
  readonly isWanted?: true;
}

/** Undefined for a statement that is not asked for so. Its text has nothing behind it. */
export function askedBlock({
  text,
  actions: [action, ...others],
}: Pick<Statement, "text" | "actions">): AskedBlock | undefined {
  const lookup = action === undefined || others.length > 0 ? undefined : lookupOf(action);
  if (lookup === undefined) return undefined;
  const tag = freeTag(text);
  return {
    catalog: lookup.catalog,
    insertions: [
      { at: 0, text: `DO ${tag}\nBEGIN\n${question(lookup)}\n${indent}` },
      ...linesOf(text).map((at) => ({ at, text: indent })),
      { at: text.length, text: `;\n    END IF;\nEND;\n${tag}` },
    ],
  };
}

function question({ catalog, conditions, isWanted }: Lookup): string {
  const query = `${indent}SELECT FROM ${catalog}\n${indent}WHERE ${conditions.join(" AND ")}`;
  return `    IF ${isWanted ? "" : "NOT "}EXISTS (\n${query}\n    ) THEN`;
}

const indent = " ".repeat(8);

/** Where lines behind the first begin, those aside that do in a string or a comment. */
function linesOf(text: string): number[] {
  return [...codeOnly(text).matchAll(/\n(?=[^\r\n])/g)].map(({ index }) => index + 1);
}

/** The quotes of a text that does not hold them. */
function freeTag(text: string): string {
  let tag = "$$";
  for (let count = 0; text.includes(tag); count++) tag = `$guard${count || ""}$`;
  return tag;
}

/** Names are asked for as the statement writes them, so that the search path counts for both. */
function lookupOf(action: Action): Lookup | undefined {
  const validated = validatedConstraint(action);
  if (validated) return { ...constraintOf(validated, action), isWanted: true };
  const [{ name, on, schema } = {}] = createdBy(action);
  if (name === undefined) return undefined;
  switch (action.kind) {
    case "add-constraint":
      return constraintOf({ table: on!, name }, action);
    case "alter-domain":
      return domainConstraintOf(on!, name);
    case "add-identity":
      return attributeOf(action, [`attname = ${quoteLiteral(name)}`, "attidentity <> ''"]);
    case "add-column":
      return attributeOf(action, [`attname = ${quoteLiteral(name)}`]);
    case "create-type":
      // A base type is created twice, first as a shell.
      return action.form === "base" ? undefined : typeOf(name, schema);
    case "create-domain":
      return typeOf(name, schema);
    case "create-role":
      return { catalog: "pg_roles", conditions: [`rolname = ${quoteLiteral(name)}`] };
    default:
      return undefined;
  }
}

function constraintOf({ table, name }: ConstraintName, action: Action): Lookup {
  return {
    catalog: "pg_constraint",
    conditions: [`conrelid = ${relationOf(table, action)}`, `conname = ${quoteLiteral(name)}`],
  };
}

function domainConstraintOf(domain: RelationName, name: string): Lookup {
  return {
    catalog: "pg_constraint",
    conditions: [
      `contypid = ${quoteLiteral(sqlName(domain))}::regtype`,
      `conname = ${quoteLiteral(name)}`,
    ],
  };
}

function attributeOf(
  action: ActionOf<"add-column" | "add-identity">,
  conditions: readonly string[],
): Lookup {
  return {
    catalog: "pg_attribute",
    conditions: [`attrelid = ${relationOf(action.relation, action)}`, ...conditions],
  };
}

/** None where ALTER … IF EXISTS finds none either. */
function relationOf(relation: RelationName, action: Action): string {
  const written = quoteLiteral(sqlName(relation));
  const mayBeMissing = "ifExists" in action && action.ifExists;
  return mayBeMissing ? `to_regclass(${written})` : `${written}::regclass`;
}

/** A type of that name in another schema of the search path is another type. */
function typeOf(name: string, schema: string | undefined): Lookup {
  const place =
    schema === undefined ? "quote_ident(current_schema())" : quoteLiteral(quoteIfNeeded(schema));
  return {
    catalog: "pg_type",
    conditions: [`typname = ${quoteLiteral(name)}`, `typnamespace = ${place}::regnamespace`],
  };
}
