import type { Rule } from "../lint/index.ts";
import { directiveNames, phases } from "../sql/text/index.ts";

/** What may stand at a place of a comment. */
export type Completion =
  | { readonly kind: "opening"; readonly text: "pgmaestro: " | "pgmaestro-ignore " }
  | { readonly kind: "directive"; readonly text: (typeof directiveNames)[number] }
  | { readonly kind: "phase"; readonly text: (typeof phases)[number] }
  | { readonly kind: "rule"; readonly text: string; readonly rule: Rule };

const comment = String.raw`^\s*(?:--|//)\s*`;
const places = {
  rule: new RegExp(`${comment}pgmaestro-ignore\\s+(?:[\\w-]+[\\s,]+)*[\\w-]*$`, "i"),
  phase: new RegExp(`${comment}pgmaestro:\\s*phase\\s+\\w*$`, "i"),
  directive: new RegExp(`${comment}pgmaestro:\\s*[\\w-]*$`, "i"),
  opening: new RegExp(`${comment}[\\w-]*$`, "i"),
};

/** @param before the line as far as the place where something is to be put in */
export function completionsAt(before: string, rules: readonly Rule[]): Completion[] {
  if (places.rule.test(before))
    return rules.map((rule) => ({ kind: "rule", text: rule.name, rule }));
  if (places.phase.test(before)) return phases.map((text) => ({ kind: "phase", text }));
  if (places.directive.test(before))
    return directiveNames.map((text) => ({ kind: "directive", text }));
  if (!places.opening.test(before)) return [];
  return [
    { kind: "opening", text: "pgmaestro: " },
    { kind: "opening", text: "pgmaestro-ignore " },
  ];
}
