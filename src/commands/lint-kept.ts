import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ScriptOptions } from "../engine/index.ts";
import {
  findingKeys,
  KeptFindings,
  KeptSchema,
  KeptStatements,
  type Lintable,
  type LintFacts,
  type Rule,
} from "../lint/index.ts";
import type { ScratchSettings } from "../trial/index.ts";
import { build } from "../version.ts";
import type { InPlaceOptions } from "./foreign-place.ts";

/** What is linted, of which something may be known from earlier runs. */
interface Chosen {
  readonly all: readonly Lintable[];
  readonly chosen: ReadonlySet<string>;
}

/** The options that say where it is kept, and whether it can be. */
type KeptOptions = Pick<ScriptOptions, "migrations"> &
  Pick<ScratchSettings, "cache"> &
  Pick<InPlaceOptions, "fromTool"> & { readonly ownRules?: readonly Rule[] | undefined };

/** What is known from earlier runs, as far as it can be of use. */
interface KeptOfRuns {
  readonly statements: KeptStatements | undefined;
  readonly findings: KeptFindings | undefined;
  readonly states: KeptSchema | undefined;
  /** Whether no statement must be parsed but for a rule that asks. */
  readonly isSpared: boolean;
}

/** Of more migrations than these there is always one about which a rule asks the parser. */
const fewChosen = 8;

/** For fewer migrations no folder is made. */
const fewest = 100;

/** Of few migrations it helps most to know what those before leave, of many what was found in them. */
export function keptOf(linted: Chosen, facts: LintFacts, options: KeptOptions): KeptOfRuns {
  const place = placeOf(linted, options);
  if (place === undefined)
    return { statements: undefined, findings: undefined, states: undefined, isSpared: false };
  const isOfFew = linted.chosen.size <= fewChosen;
  const statements = new KeptStatements(...place("statements"));
  const findings = isOfFew ? undefined : keptFindings(linted, facts, options, place);
  const states = isOfFew ? keptSchema(linted, facts, options, place) : undefined;
  const kept = { statements, findings, states };
  return { ...kept, isSpared: isSpared(linted, kept) };
}

export function saveKept({ statements, findings, states }: KeptOfRuns): void {
  for (const kept of [statements, findings, states]) kept?.save();
}

/** The file of each, and by what it is made. */
type Place = (name: string) => [file: string, build: string];

function placeOf({ all }: Chosen, { cache }: KeptOptions): Place | undefined {
  if (cache === undefined || build === undefined) return undefined;
  if (all.length < fewest && !existsSync(cache)) return undefined;
  const by = build;
  return (name) => [join(cache, `${name}.bin`), by];
}

/** What the rules of the house found. */
function keptFindings(
  { all, chosen }: Chosen,
  facts: LintFacts,
  options: KeptOptions,
  place: Place,
): KeptFindings | undefined {
  if ((options.ownRules ?? []).length > 0 || isFromElsewhere(options)) return undefined;
  const keys = findingKeys(all, chosen, facts);
  return keys.migrations.size === 0 ? undefined : new KeptFindings(...place("findings"), keys);
}

function keptSchema(
  { all }: Chosen,
  facts: LintFacts,
  options: KeptOptions,
  place: Place,
): KeptSchema | undefined {
  if (all.length < fewest || isFromElsewhere(options)) return undefined;
  return new KeptSchema(...place("schema"), facts);
}

/** Whether there is more to migrations than the text of files of ours. */
function isFromElsewhere({ migrations, fromTool }: KeptOptions): boolean {
  return migrations !== undefined || fromTool !== undefined;
}

function isSpared(
  { all, chosen }: Chosen,
  { statements, findings, states }: Omit<KeptOfRuns, "isSpared">,
): boolean {
  const unknown = all.filter((one) => chosen.has(one.name) && !findings?.has(one));
  if (unknown.length === 0 && findings?.has("directory") === true) return true;
  const first = all.findIndex(({ name }) => chosen.has(name));
  const before = all.slice(0, Math.max(0, first));
  const read = states?.has(before) === true ? all.slice(before.length) : all;
  const sections = read.flatMap(({ name, sections: { up, down } }) =>
    [up ?? [], (chosen.has(name) && down) || []].flat(),
  );
  return unknown.length <= fewChosen && statements?.haveAll(sections) === true;
}
