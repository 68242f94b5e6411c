import type { TypeName } from "@pgsql/types";
import { namesOf } from "./name.ts";
import type { TypeSummary } from "../parts.ts";

/** Turns the parser's positions into UTF-16 offsets; absent ones become the beginning of the statement. */
export type Place = (location: number | undefined) => number;

/**
 * A type by one name, however it is spelled: `integer`, `int` and `int4` are `int4`.
 * Source: PostgreSQL manual, table 8.1 "Data Types".
 */
export function typeOf(
  { names, typmods, arrayBounds = [], location }: TypeName,
  place: Place,
): TypeSummary {
  const parts = namesOf(names);
  const [name, schema] = parts.toReversed();
  const isOwn = schema === undefined || schema === "pg_catalog";
  return {
    name: isOwn ? (aliases[name!] ?? name!) : name!,
    ...(!isOwn && { schema }),
    modifiers: (typmods ?? []).map((node) =>
      "A_Const" in node ? (node.A_Const.ival?.ival ?? 0) : -1,
    ),
    dimensions: arrayBounds.length,
    at: place(location),
  };
}

/** Spellings that the parser leaves as they are. */
const aliases: Readonly<Record<string, string>> = {
  decimal: "numeric",
  serial4: "serial",
  serial8: "bigserial",
  serial2: "smallserial",
};
