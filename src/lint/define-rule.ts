import type { Rule } from "./rule.ts";

/** A rule, with the paragraphs of its texts on one line each. */
export function defineRule(rule: Rule): Rule {
  const { why, instead } = rule;
  const exempt = [rule.exempt, isOver(rule) ? whereOver : undefined].filter(Boolean).join(" ");
  return {
    ...rule,
    why: unwrapped(why),
    instead: unwrapped(instead),
    ...(exempt !== "" && { exempt: unwrapped(exempt) }),
  };
}

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
