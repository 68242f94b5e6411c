import type { Action } from "../sql/statement/index.ts";
import type { Rule, RuleHooks } from "./rule.ts";
import { ruleSets } from "./sets.ts";

/** A rule as it is written. What is at stake is a convention of the project, and every set has it, unless it says otherwise. */
export type RuleDefinition<Kind extends Action["kind"] = Action["kind"]> = Omit<
  Rule,
  "stake" | "sets" | "kinds" | "check"
> &
  Partial<Pick<Rule, "stake" | "sets">> & {
    readonly kinds?: readonly Kind[];
    readonly check: RuleHooks<Kind>;
  };

/**
 * A rule, with the paragraphs of its texts on one line each.
 * @example
 * ```ts
 * export default defineRule({
 *   name: "no-money",
 *   severity: "warning",
 *   summary: "A domain over money",
 *   why: "What it means depends on lc_monetary.",
 *   instead: "Write numeric(12, 2).",
 *   kinds: ["create-domain"],
 *   check: {
 *     action(action, context) {
 *       if (action.base.name === "money")
 *         context.report({ message: "This is money.", help: "Write numeric(12, 2)." });
 *     },
 *   },
 * });
 * ```
 */
export function defineRule<Kind extends Action["kind"]>(definition: RuleDefinition<Kind>): Rule;
export function defineRule(definition: RuleDefinition): Rule {
  const rule = { stake: "convention", sets: allSets, ...definition } as const;
  const { why, instead } = rule;
  const exempt = [rule.exempt, isOver(rule) ? whereOver : undefined].filter(Boolean).join(" ");
  return {
    ...rule,
    why: unwrapped(why),
    instead: unwrapped(instead),
    ...(exempt !== "" && { exempt: unwrapped(exempt) }),
  };
}

const allSets = ruleSets.filter((set) => set !== "strict");

/** Whether nothing is left to say against a change once the old application is gone. */
export function isOver({ harmsOldApplication, stake }: Rule): boolean {
  return harmsOldApplication === true && stake === "breakage";
}

const whereOver =
  "The up section of a migration that waits until the old application is gone: `-- pgmaestro: phase after`.";

/** Lines of a paragraph are joined; blank lines, lists and code blocks stay as they are. */
function unwrapped(text: string): string {
  const blocks = text.trim().split(/(```[^]*?```)/);
  return blocks
    .map((block) =>
      block.startsWith("```") ? block : block.replaceAll(/(?<!\n)\n(?![\n\-*|]|\d+\. |$)/g, " "),
    )
    .join("");
}
