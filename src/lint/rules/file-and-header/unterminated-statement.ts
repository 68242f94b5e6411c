import type { MigrationContext } from "../../context.ts";
import type { Unreadable } from "../../read-section.ts";
import { defineRule } from "../../define-rule.ts";
import { isExplained } from "./explained.ts";

export default defineRule({
  name: "unterminated-statement",
  severity: "error",
  ofSeeds: true,
  stake: "failure",
  sets: ["safety", "recommended", "conventions"],
  summary: "A section that ends within a statement, a quote or a comment",
  why: "What is not closed swallows all that follows, or is refused as a syntax error at the end of the text. The last statement may go without its semicolon, but not without its end.",
  instead: "Finish the statement; close the bracket, the quote or the comment.",
  check: {
    migration(context) {
      for (const one of context.unreadable)
        if (isUnterminated(one) && !isExplained(one, context)) tell(one, context);
    },
  },
});

/** Whether the text is over before what the parser, or the reading of sections, waits for. */
export function isUnterminated({ atEnd, reason }: Unreadable): boolean {
  return atEnd || reason === "unterminated";
}

function tell({ message, hint, offset, atEnd, section }: Unreadable, context: MigrationContext) {
  if (!atEnd) {
    context.report({ at: offset, message: `${message}.`, help: hint });
    return;
  }
  const source = section?.source ?? context.source;
  const end = source.slice(0, offset).trimEnd().length;
  const at = source.lastIndexOf("\n", end - 1) + 1;
  context.report(
    {
      at,
      end,
      message: "The section ends within a statement.",
      help: "Finish the statement, or close what is open.",
    },
    section,
  );
}
