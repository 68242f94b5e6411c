import type { Fact, FactBase, StableId } from "@supabase/pg-delta/core";
import { withPackage } from "../optional-package.ts";

/** The parts of pg-delta that are used here. */
interface PgDelta {
  readonly core: typeof import("@supabase/pg-delta/core");
  readonly extract: typeof import("@supabase/pg-delta/extract");
  readonly plan: typeof import("@supabase/pg-delta/plan");
  readonly format: typeof import("@supabase/pg-delta/sql-format");
}

let loaded: PgDelta | undefined;

/**
 * Loads pg-delta, which a lean install leaves out. Whoever reads a catalog has awaited it; what else is in this file
 * is for those who have one.
 * @throws MissingPackageError
 */
export async function loadPgDelta(): Promise<PgDelta> {
  loaded ??= await withPackage("@supabase/pg-delta", load);
  return loaded;
}

async function load(): Promise<PgDelta> {
  const [core, extract, plan, format] = await Promise.all([
    import("@supabase/pg-delta/core"),
    import("@supabase/pg-delta/extract"),
    import("@supabase/pg-delta/plan"),
    import("@supabase/pg-delta/sql-format"),
  ]);
  return { core, extract, plan, format };
}

function pgDelta(): PgDelta {
  if (loaded === undefined) throw new Error("A catalog is used before pg-delta is loaded");
  return loaded;
}

/** A key for an object, the same for equal ids. */
export function encodeId(id: StableId): string {
  return pgDelta().core.encodeId(id);
}

export function buildFactBase(facts: Fact[], edges: FactBase["edges"]): FactBase {
  return pgDelta().core.buildFactBase(facts, [...edges]);
}

/** What leads from one catalog to another, as pg-delta would do it. */
export function actionsBetween(from: FactBase, to: FactBase) {
  return pgDelta().plan.plan(from, to, { compact: false }).actions;
}

type FormatOptions = Parameters<PgDelta["format"]["formatSqlStatements"]>[1];

export function formatSql(sql: string, options: FormatOptions): string | undefined {
  return pgDelta().format.formatSqlStatements([sql], options)[0];
}
