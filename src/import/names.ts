import { compareNames, prefixOf } from "../migrations/index.ts";
import type { ForeignMigration } from "./source.ts";

/** Our names for the migrations of another tool, in their order. */
export interface AssignedNames {
  readonly names: readonly string[];
  /** Whether the tool's own numbers could not be kept. */
  readonly renumbered: boolean;
}

/**
 * Names migrations `<number>_<words-with-dashes>` with the tool's own numbers; where those would not keep the
 * order, renumbers them.
 */
export function giveNames(migrations: readonly ForeignMigration[]): AssignedNames {
  const own = migrations.map(({ number, words }) => `${numberOf(number)}_${slugOf(words)}`);
  if (keepOrder(own)) return { names: own, renumbered: false };
  const width = Math.max(4, String(migrations.length).length);
  const counted = migrations.map(
    ({ words }, index) => `${String(index + 1).padStart(width, "0")}_${slugOf(words)}`,
  );
  return { names: counted, renumbered: true };
}

/** The names that migrations have where they are; ours, where those would not keep the order. */
export function namesInPlace(migrations: readonly ForeignMigration[]): readonly string[] {
  const own = migrations.map(
    ({ number = "", words }) => `${number}${/^[_-]/.test(words) ? "" : "_"}${words}`,
  );
  return areInOrder(own) ? own : giveNames(migrations).names;
}

/**
 * 14 digits are a time to the second; with milliseconds it is one to us as well, and so less than the numbers
 * that new migrations get.
 */
function numberOf(digits: string | undefined): string {
  return digits !== undefined && /^(?:19|20)\d{12}$/.test(digits) ? `${digits}000` : (digits ?? "");
}

function slugOf(words: string): string {
  const slug = words
    .replaceAll(/[^\p{L}\p{M}\p{N}.]+/gu, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "")
    .replace(/\.(up|down)$/i, "-$1");
  return [...slug].slice(0, 200).join("") || "migration";
}

/** Numbers that new migrations get are milliseconds since 1970: those from elsewhere must stay below. */
const year2100 = Date.UTC(2100);

function keepOrder(names: readonly string[]): boolean {
  return areInOrder(names) && names.every((name) => prefixOf(name)! < year2100);
}

function areInOrder(names: readonly string[]): boolean {
  return names.every(
    (name, index) =>
      prefixOf(name) !== undefined && (index === 0 || compareNames(names[index - 1]!, name) < 0),
  );
}
