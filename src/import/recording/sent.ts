import {
  flattened,
  onlySets,
  parseStatements,
  type Statement,
  writtenBy,
} from "../../sql/statement/index.ts";
import { codeOnly, quoteLiteral, SqlTextError } from "../../sql/text/index.ts";

/**
 * What a text is that code sends to the database.
 * - `control`: nothing but BEGIN, COMMIT and their like
 * - `rollback`: the same, with a ROLLBACK
 * - `setup`: nothing but settings
 * - `question`: asks what is in the catalogs
 * - `data`: what rows it gives depends on what is in tables
 * - `work`: all else
 * - `mixed`: work with transaction control in it
 */
export type Sort = "control" | "rollback" | "setup" | "question" | "data" | "work" | "mixed";

/** A text that cannot be parsed is work: the server says what is wrong with it. `loadParser` must have been awaited. */
export function sortOf(text: string): Sort {
  const statements = statementsOf(text);
  if (statements === undefined) return "work";
  const controls = statements.flatMap(controlIn);
  if (controls.length > 0) {
    if (statements.some((statement) => controlIn(statement).length === 0)) return "mixed";
    return controls.some((command) => command.startsWith("ROLLBACK")) ? "rollback" : "control";
  }
  if (statements.length > 0 && statements.every(({ actions }) => onlySets(actions))) return "setup";
  if (statements.every(asksCatalogs)) return "question";
  return statements.some(givesData) ? "data" : "work";
}

function statementsOf(text: string): Statement[] | undefined {
  try {
    return parseStatements(text);
  } catch (error) {
    if (error instanceof SqlTextError) return undefined;
    throw error;
  }
}

function controlIn({ actions }: Statement): string[] {
  return actions.flatMap((action) => (action.kind === "transaction" ? [action.command] : []));
}

/** SHOW, and SELECT from catalogs alone. */
function asksCatalogs({ actions }: Statement): boolean {
  return actions.every((action) => {
    if (action.kind === "other") return action.command === "SHOW";
    if (action.kind !== "select" || writtenBy(action).length > 0) return false;
    const { relations, functions } = action.query;
    if (relations.length === 0) return functions.every(({ name }) => aboutSession.has(name));
    return relations.every(isCatalog);
  });
}

/** Functions that tell of the session and the server alone. */
const aboutSession: ReadonlySet<string> = new Set([
  "current_database",
  "current_schema",
  "current_schemas",
  "current_setting",
  "to_regclass",
  "to_regtype",
  "version",
]);

function isCatalog({ schema, name }: { schema?: string; name: string }): boolean {
  if (schema === undefined) return name.startsWith("pg_");
  return schema === "pg_catalog" || schema === "information_schema";
}

/** All but a SELECT of expressions alone, of which there is one row in any case. */
function givesData({ actions }: Statement): boolean {
  return flattened(actions).some(
    (action) => action.kind !== "select" || action.query.relations.length > 0,
  );
}

const parameter = /\$(\d+)/g;

/** A text with its values written in: a value without a type and a parameter without one are the same to PostgreSQL. */
export function withValues(text: string, values: readonly (string | null)[]): string {
  if (values.length === 0) return text;
  let result = "";
  let end = 0;
  for (const match of codeOnly(text).matchAll(parameter)) {
    const value = values[Number(match[1]) - 1] ?? null;
    result += text.slice(end, match.index) + (value === null ? "NULL" : quoteLiteral(value));
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}
