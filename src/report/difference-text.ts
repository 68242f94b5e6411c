import { objectText, type AspectDifference, type Difference } from "../catalog/index.ts";
import type { Phase } from "../verify/index.ts";
import { cut } from "./style.ts";
import { indented } from "./visible.ts";

/** What a phase of a round trip did wrong: `down leaves table app.logs`. */
export function differenceText(difference: Difference, phase: Phase): string {
  switch (phase) {
    case "down":
      return afterDown(difference);
    case "up-after-down":
      return afterRoundTrip(difference);
    case "up":
      return didMore("up", difference);
    case "up-again":
      return didMore("up, run twice,", difference);
    case "down-again":
      return didMore("down, run twice,", difference);
  }
}

/** What two catalogs disagree on, where neither is the right one: `only in A: table app.logs`. */
export function neutralText(
  { object, change, details }: Difference,
  firstName: string,
  secondName: string,
): string {
  if (change === "changed") return indented(`differs: ${objectText(object)}${inDetail(details)}`);
  return indented(
    `only in ${change === "missing" ? firstName : secondName}: ${objectText(object)}`,
  );
}

function afterDown({ object, change, details }: Difference): string {
  const what = objectText(object);
  if (change === "extra") return `down leaves ${what}`;
  if (change === "missing") return `${what} is not recreated`;
  const verb = madeAnew.has(object.kind) ? "recreated" : "restored";
  return `${what} is not ${verb}${inDetail(details)}`;
}

/** What is dropped and created again where it is to change. */
const madeAnew = new Set([
  "index",
  "constraint",
  "trigger",
  "policy",
  "rule",
  "view",
  "materialized view",
]);

function afterRoundTrip({ object, change, details }: Difference): string {
  const what = objectText(object);
  if (change === "extra") return `up after down leaves ${what}`;
  if (change === "missing") return `up after down does not bring back ${what}`;
  return `up after down changes ${what}${inDetail(details)}`;
}

function didMore(who: string, { object, change, details }: Difference): string {
  const what = objectText(object);
  if (change === "extra") return `${who} adds ${what}`;
  if (change === "missing") return `${who} takes away ${what}`;
  return `${who} changes ${what}${inDetail(details)}`;
}

/** `lost NOT NULL; its default is 4, was 3`; what reads the same is said once. */
function detailsText(details: readonly AspectDifference[]): string {
  return [...new Set(details.map(detailText))].join("; ");
}

/** Of what catalogs do not describe no more is known than that it differs. */
function inDetail(details: readonly AspectDifference[]): string {
  return details.length === 0 ? "" : `: ${detailsText(details)}`;
}

function detailText({ aspect, was, is }: AspectDifference): string {
  if (was === undefined && is === undefined)
    return `its ${aspect} ${isPlural(aspect) ? "differ" : "differs"}`;
  if (is === undefined) return `lost ${isKeyword(aspect) || was === "set" ? "" : "its "}${aspect}`;
  if (was === undefined)
    return `has ${isSwitch(is) ? aspect : `${aspect} ${short(is)}`} in addition`;
  const [shownIs, shownWas] = whereTheyDiffer(is, was);
  return aspect === "column order"
    ? `its columns are in the order ${shownIs}, were ${shownWas}`
    : `its ${aspect} ${isPlural(aspect) ? `are ${shownIs}, were` : `is ${shownIs}, was`} ${shownWas}`;
}

function isPlural(aspect: string): boolean {
  return /^(?:columns|arguments|values|options|privileges)\b/.test(aspect);
}

/** `NOT NULL`, `SECURITY DEFINER` */
function isKeyword(aspect: string): boolean {
  return /^[A-Z][A-Z ]*$/.test(aspect);
}

function isSwitch(value: string): boolean {
  return value === "set";
}

const longest = 60;
const context = 20;

function short(value: string): string {
  return cut(value, longest);
}

/** Two values; where they are long, from a little before the place at which they part. */
function whereTheyDiffer(first: string, second: string): [string, string] {
  if (Math.max(first.length, second.length) <= longest) return [first, second];
  const start = wordBefore(first, commonLength(first, second) - context);
  const shown = (value: string) => `${start > 0 ? "…" : ""}${short(value.slice(start))}`;
  return [shown(first), shown(second)];
}

function commonLength(first: string, second: string): number {
  let length = 0;
  while (length < first.length && first[length] === second[length]) length++;
  return length;
}

/** The beginning of the word that this place is in, unless that is far away. */
function wordBefore(text: string, place: number): number {
  if (place <= 0) return 0;
  const word = text.lastIndexOf(" ", place) + 1;
  return word < place - context ? place : word;
}
