import type { Rule } from "./rule.ts";

/** A rule, with the paragraphs of its texts on one line each. */
export function defineRule(rule: Rule): Rule {
  const { why, instead, exempt } = rule;
  return {
    ...rule,
    why: unwrapped(why),
    instead: unwrapped(instead),
    ...(exempt !== undefined && { exempt: unwrapped(exempt) }),
  };
}

/** Lines of a paragraph are joined; blank lines, lists and code blocks stay as they are. */
function unwrapped(text: string): string {
  const blocks = text.trim().split(/(```[^]*?```)/);
  return blocks
    .map((block) =>
      block.startsWith("```") ? block : block.replaceAll(/(?<!\n)\n(?![\n\-*|]|\d+\. |$)/g, " "),
    )
    .join("");
}
