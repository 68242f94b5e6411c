import {
  type Action,
  type ActionOf,
  type ConstraintName,
  createdBy,
  type RelationName,
  type Statement,
  validatedConstraint,
} from "../../../sql/statement/index.ts";
import { quoteIfNeeded, quoteLiteral, type Span } from "../../../sql/text/index.ts";
import type { Edit, Fix } from "../../finding.ts";
import { codeOf, sqlName, trimmedEnd } from "../../rewriting.ts";
import type { SectionContext } from "../../context.ts";

/** What the server must know, or must not know, for a statement to run. */
interface Lookup {
  readonly catalog: string;
  readonly conditions: readonly string[];
  readonly isWanted?: true;
}

/** A DO block around a statement that asks whether what it adds is there; undefined for what is not asked for so. */
export function askedFirst(statement: Statement, { section }: SectionContext): Fix | undefined {
  const [action, ...others] = statement.actions;
  const lookup = others.length > 0 ? undefined : lookupOf(action!);
  if (lookup === undefined) return undefined;
  const [start, end] = [statement.start, trimmedEnd(section, statement)];
  const tag = freeTag(statement.text);
  return {
    title: `Ask ${lookup.catalog} whether it is there`,
    edits: [
      { start, end: start, text: `DO ${tag}\nBEGIN\n${question(lookup)}\n${indent}` },
      ...indented(codeOf(section), { start, end }),
      { start: end, end, text: `;\n    END IF;\nEND;\n${tag}` },
    ],
    isLast: true,
  };
}

function question({ catalog, conditions, isWanted }: Lookup): string {
  const query = `${indent}SELECT FROM ${catalog}\n${indent}WHERE ${conditions.join(" AND ")}`;
  return `    IF ${isWanted ? "" : "NOT "}EXISTS (\n${query}\n    ) THEN`;
}

const indent = " ".repeat(8);

/** The lines of a statement behind its first, those aside that begin in a string or a comment. */
function indented(code: string, { start, end }: Span): Edit[] {
  return [...code.slice(start, end).matchAll(/\n(?=[^\r\n])/g)].map(({ index }) => {
    const at = start + index + 1;
    return { start: at, end: at, text: indent };
  });
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
