import type { Fact } from "@supabase/pg-delta/core";
import { shownName } from "../../sql/statement/index.ts";

/** A sequence with the options that are not the usual ones. */
export function sequenceSql({ id, payload }: Fact): string {
  const { schema, name } = id as { schema: string; name: string };
  const type = String(payload["dataType"]);
  const words = [...(type === "bigint" ? [] : [`AS ${type}`]), ...optionWords(payload, type)];
  return ["CREATE SEQUENCE", shownName([schema, name]), ...words].join(" ");
}

/**
 * The options of a sequence that are not what they are when nobody says.
 * Source: PostgreSQL manual, CREATE SEQUENCE.
 */
export function optionWords(options: Readonly<Record<string, unknown>>, type: string): string[] {
  const { increment = 1, cache = 1, cycle = false } = options;
  const descends = String(increment).startsWith("-");
  const { min, max } = usualLimits(type, String(increment));
  const { minValue = min, maxValue = max } = options;
  const { start = descends ? maxValue : minValue } = options;
  return [
    said("INCREMENT BY", increment, 1),
    said("MINVALUE", minValue, min),
    said("MAXVALUE", maxValue, max),
    said("START WITH", start, descends ? maxValue : minValue),
    said("CACHE", cache, 1),
    ...(cycle === true ? ["CYCLE"] : []),
  ].filter((word) => word !== undefined);
}

function said(option: string, value: unknown, normal: unknown): string | undefined {
  return String(value) === String(normal) ? undefined : `${option} ${String(value)}`;
}

const limits: Record<string, readonly [string, string]> = {
  smallint: ["-32768", "32767"],
  integer: ["-2147483648", "2147483647"],
  bigint: ["-9223372036854775808", "9223372036854775807"],
};

/** Its least and greatest value, when nobody says. */
export function usualLimits(type: string, increment: string): { min: string; max: string } {
  const [lowest, highest] = limits[type] ?? limits["bigint"]!;
  return increment.startsWith("-") ? { min: lowest, max: "-1" } : { min: "1", max: highest };
}
