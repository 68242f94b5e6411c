import type { Fact, FactBase } from "@supabase/pg-delta/core";
import { encodeId } from "../pg-delta.ts";
import { isSameQuery } from "../../sql/statement/index.ts";
import type { Catalog } from "../read.ts";
import { withoutHiddenFacts, withPayloads } from "../rewrite.ts";

/**
 * Both catalogs without what differs between releases of PostgreSQL only. The parser must be loaded.
 * Source: release notes of PostgreSQL 17 (MAINTAIN) and 16 (columns of views are qualified only where that is
 * needed).
 */
export function acrossVersions(first: Catalog, second: Catalog): [Catalog, Catalog] {
  if (first.majorVersion === second.majorVersion) return [first, second];
  const older = Math.min(first.majorVersion, second.majorVersion);
  const facts = [first, second].map((catalog) => withoutNews(catalog.facts, older));
  return [
    { ...first, facts: withQueriesOf(facts[0]!, facts[1]!) },
    { ...second, facts: facts[1]! },
  ];
}

/** Without what the older of two releases does not know. */
function withoutNews(facts: FactBase, major: number): FactBase {
  if (major >= 17) return facts;
  const known = withPayloads(facts, ({ payload }) => withoutMaintain(payload));
  return withoutHiddenFacts(known, (fact) => isEmptied(fact, facts));
}

function withoutMaintain(payload: Fact["payload"]): Fact["payload"] {
  const entries = Object.entries(payload).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.filter((one) => one !== "MAINTAIN") : value,
  ]);
  return Object.fromEntries(entries) as Fact["payload"];
}

/** A grant of nothing but what the older release does not know. */
function isEmptied({ id, payload }: Fact, before: FactBase): boolean {
  const hasPrivileges = (one: Fact["payload"]) => (one["privileges"] as string[]).length > 0;
  if (id.kind !== "acl" && id.kind !== "defaultPrivilege") return false;
  return !hasPrivileges(payload) && hasPrivileges(before.get(id)!.payload);
}

/** Views and rules in the other catalog's words where they mean the same. */
function withQueriesOf(facts: FactBase, others: FactBase): FactBase {
  return withPayloads(facts, ({ id, payload }) => {
    if (!isQuery(id.kind)) return payload;
    const other = others.getByEncoded(encodeId(id))?.payload["def"];
    const isSame = other !== undefined && isSameQuery(String(payload["def"]), String(other));
    return isSame ? { ...payload, def: other } : payload;
  });
}

function isQuery(kind: string): boolean {
  return kind === "view" || kind === "materializedView" || kind === "rule";
}
