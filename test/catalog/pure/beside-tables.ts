import type { Fact, StableId } from "@supabase/pg-delta/core";
import { quoteIfNeeded } from "../../../src/sql/text/index.ts";
import { schema, type MadeUp, type Words } from "./words.ts";

/** Objects beside tables. */
export const besideTables: Readonly<Record<string, (words: Words) => MadeUp>> = {
  view: (words) => view(words, "view"),
  "materialized view": (words) => view(words, "materializedView"),
  function: (words) => routine(words, "function"),
  procedure: (words) => routine(words, "procedure"),
  aggregate,
  enum: enumeration,
  composite,
  domain,
  collation,
  server,
  "foreign table": foreignTable,
};

function view(words: Words, kind: "view" | "materializedView"): MadeUp {
  const { facts, name, named } = words.tableFacts();
  const note = quoteIfNeeded(named["note"]!);
  const def = ` SELECT ${note},\n    ${words.literal()}::text AS ${quoteIfNeeded(words.name())}\n   FROM app.${quoteIfNeeded(name)}\n  WHERE ${words.expression(named)};`;
  const id: StableId = { kind, schema, name: words.name() };
  const parent: StableId = { kind: "schema", name: schema };
  return { facts: [{ id, parent, payload: { def, reloptions: null } }], around: facts };
}

function routine(words: Words, kind: "function" | "procedure"): MadeUp {
  const name = words.name();
  const argument = quoteIfNeeded(words.name());
  const word = kind.toUpperCase();
  const returns = kind === "function" ? "\n RETURNS text" : "";
  const signature = `${argument} text DEFAULT ${words.literal()}::text`;
  const body = words.text().replaceAll("$function$", "").replaceAll("$procedure$", "");
  const tag = `$${kind}$`;
  const def = `CREATE OR REPLACE ${word} app.${quoteIfNeeded(name)}(${signature})${returns}\n LANGUAGE sql\n SET search_path TO ${words.literal()}\nAS ${tag}${body}${tag}\n`;
  const payload = {
    ...{ def, returnType: kind === "function" ? "text" : null, argSignature: signature },
    ...{ language: "sql", isWindow: false },
  };
  const id: StableId = { kind, schema, name, args: ["text"] };
  return { facts: [{ id, parent: { kind: "schema", name: schema }, payload }], around: [] };
}

function aggregate(words: Words): MadeUp {
  const payload = {
    ...{ aggKind: "n", numDirectArgs: 0, sfunc: "textcat", stype: "text", sspace: 0 },
    ...{ initcond: words.text(), parallel: "u" },
  };
  const id: StableId = { kind: "aggregate", schema, name: words.name(), args: ["text"] };
  return {
    facts: [{ id, parent: { kind: "schema", name: schema }, payload }],
    around: [],
  };
}

function enumeration(words: Words): MadeUp {
  const values = ["a", words.text(), `${words.text()} `, words.text().repeat(3)];
  const id: StableId = { kind: "type", schema, name: words.name() };
  const payload = (all: string[]) => ({ variant: "enum", values: [...new Set(all)] });
  const fact: Fact = { id, parent: { kind: "schema", name: schema }, payload: payload(values) };
  const changed = { ...fact, payload: payload([...values, `${words.text()}+`]) };
  return { facts: [fact], around: [], changed: [changed] };
}

function composite(words: Words): MadeUp {
  const type = words.name();
  const id: StableId = { kind: "type", schema, name: type };
  const parts = ["text", "character varying(9)", "timestamp(3) with time zone"].map(
    (of, index): Fact => ({
      id: { kind: "typeAttribute", schema, type, name: words.name() },
      parent: id,
      payload: { type: of, collation: index === 0 ? 'pg_catalog."C"' : null, _position: index },
    }),
  );
  const whole: Fact = {
    id,
    parent: { kind: "schema", name: schema },
    payload: { variant: "composite" },
  };
  return { facts: [whole, ...parts], around: [] };
}

function domain(words: Words): MadeUp {
  const name = words.name();
  const id: StableId = { kind: "domain", schema, name };
  const payload = {
    ...{ baseType: "character varying(20)", notNull: false, collation: null },
    default: `${words.literal()}::character varying`,
  };
  const list = [words.literal(), words.literal()].map((one) => `${one}::character varying`);
  const check: Fact = {
    id: { kind: "constraint", schema, table: name, name: words.name() },
    parent: id,
    payload: {
      def: `CHECK (((VALUE)::text = ANY ((ARRAY[${list.join(", ")}])::text[])))`,
      ...{ type: "c", validated: true },
    },
  };
  const whole: Fact = { id, parent: { kind: "schema", name: schema }, payload };
  return { facts: [whole, check], around: [] };
}

function collation(words: Words): MadeUp {
  const payload = {
    ...{ provider: "i", deterministic: false, locale: words.text() },
    ...{ lcCollate: null, lcCtype: null },
  };
  const id: StableId = { kind: "collation", schema, name: words.name() };
  return {
    facts: [{ id, parent: { kind: "schema", name: schema }, payload }],
    around: [],
  };
}

function server(words: Words): MadeUp {
  const fdw = words.name();
  const wrapper: Fact = {
    id: { kind: "fdw", name: fdw },
    payload: { handler: null, validator: null, options: [] },
  };
  const payload = {
    ...{ fdw, type: words.text(), version: `${words.text()} ${"long ".repeat(20)}` },
    options: [`host=${words.text()}`],
  };
  const fact: Fact = {
    id: { kind: "server", name: words.name() },
    parent: wrapper.id,
    payload,
  };
  return { facts: [fact], around: [wrapper] };
}

function foreignTable(words: Words): MadeUp {
  const { facts, around } = server(words);
  const of = facts[0]!.id as { name: string };
  const fact: Fact = {
    id: { kind: "foreignTable", schema, name: words.name() },
    parent: facts[0]!.id,
    payload: { server: of.name, options: [`k=${words.text()}`] },
  };
  return { facts: [fact], around: [...around, ...facts] };
}
