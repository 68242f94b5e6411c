import { quoteIfNeeded, quoteLiteral } from "../../sql/text/index.ts";

/** The items of an array as PostgreSQL writes it. Source: PostgreSQL manual, 8.15.6 "Array Input and Output Syntax". */
export function arrayItems(text = "{}"): string[] {
  const items = text.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^",]+)/gs);
  return [...items].map(([, quoted, plain]) => plain ?? quoted!.replaceAll(/\\(.)/gs, "$1"));
}

/** The items of a row as PostgreSQL writes it, or of a list of arguments. Source: PostgreSQL manual, 8.16.6 "Composite Type Input and Output Syntax". */
export function rowItems(text: string): string[] {
  const items = text
    .slice(1, -1)
    .matchAll(/"((?:[^"]|"")*)"(?=,|$)|((?:[^",]|"(?:[^"]|"")*")+)|(?<=^|,)(?=,|$)/gs);
  return [...items].map(([, quoted, plain]) => plain ?? (quoted ?? "").replaceAll('""', '"'));
}

/** Options by their names: of `{a=1,b=2}`. */
export function optionsIn(text: string | undefined): Map<string, string> {
  return new Map(
    arrayItems(text).map((item) => {
      const at = item.indexOf("=");
      return [item.slice(0, at), item.slice(at + 1)];
    }),
  );
}

/** What SETs and RESETs options, so that they become others. */
export function optionChanges(
  was: string | undefined,
  is: string | undefined,
  prefix = "",
): string[] {
  const [before, after] = [optionsIn(was), optionsIn(is)];
  const set = [...after].filter(([name, value]) => before.get(name) !== value);
  const gone = [...before.keys()].filter((name) => !after.has(name));
  const named = (name: string) => prefix + quoteIfNeeded(name);
  return [
    ...(gone.length > 0 ? [`RESET (${gone.map(named).join(", ")})`] : []),
    ...(set.length > 0
      ? [`SET (${set.map(([name, value]) => `${named(name)} = ${shown(value)}`).join(", ")})`]
      : []),
  ];
}

function shown(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : quoteLiteral(value);
}

const lastName = /(?:"(?:[^"]|"")*"|[^".]+)$/;

/** The name without its schema or table, as the server writes it. */
export function lastPart(name: string): string {
  return name.slice(name.search(lastName));
}

/** `app.users` of `app.users.email` */
export function withoutLast(name: string): string {
  return name.slice(0, Math.max(0, name.length - lastPart(name).length - 1));
}

/** The name itself, of one that may be quoted. */
export function unquoted(name: string): string {
  return name.replaceAll(/^"|"$/g, "").replaceAll('""', '"');
}

/** How a trigger is switched, by its letter. Source: PostgreSQL manual, 53.57 "pg_trigger". */
export const triggerStates: Record<string, string> = {
  O: "ENABLE",
  D: "DISABLE",
  R: "ENABLE REPLICA",
  A: "ENABLE ALWAYS",
};
