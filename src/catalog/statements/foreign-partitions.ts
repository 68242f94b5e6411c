import type { StableId } from "@supabase/pg-delta/core";
import { definitionOf } from "../digest/definitions.ts";
import { catalogObject } from "../objects.ts";
import { arrayItems, rowItems } from "../properties/text.ts";
import type { Catalog } from "../read.ts";
import { tokens } from "../../sql/text/index.ts";
import { withTokenEdits } from "./rewritten.ts";
import { byId, type ChangeStep } from "./steps.ts";

/** A foreign table that is a partition is made as one: its columns are its parent's, which facts do not say. */
export function asForeignPartition(step: ChangeStep, to: Catalog): ChangeStep {
  const table = [...step.produces.values()].find(({ kind }) => kind === "foreignTable");
  const { properties } = (table && definitionOf(catalogObject(table), to.definitions)) ?? {};
  const [parent] = arrayItems(properties?.["parents"] ?? undefined).map((row) => rowItems(row)[0]!);
  const bound = properties?.["partition bound"];
  if (parent === undefined || bound == null) return step;
  const all = tokens(step.sql);
  const at = all.findIndex(({ text }, index) => text === "(" && all[index + 1]?.text === ")");
  if (at === -1) return step;
  const text = `PARTITION OF ${parent} ${bound}`;
  return {
    ...step,
    sql: withTokenEdits(step.sql, [{ from: all[at]!, to: all[at + 1]!, text }]),
    consumes: new Map([...step.consumes, ...byId(tablesNamed(parent, to))]),
  };
}

function tablesNamed(name: string, { facts }: Catalog): StableId[] {
  const tables = facts
    .facts()
    .map(({ id }) => id)
    .filter(({ kind }) => kind === "table");
  return tables.filter((id) => catalogObject(id).name === name);
}
