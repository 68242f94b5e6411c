import { isEmpty } from "../../../migrations/index.ts";
import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "missing-down",
  severity: "warning",
  ofOnceRun: true,
  stake: "convention",
  sets: ["conventions"],
  summary: "A migration without a down section",
  why: `It cannot be rolled back: not in development, where branches come and go, and not in the check that tries each migration up, down and up again. A
section with statements that are commented out is none.`,
  instead: `Write below \`-- Down Migration\` what takes the up section back; \`pgmaestro reverse NAME --write\` writes and proves it. What cannot be
taken back says so:

\`\`\`sql
-- pgmaestro: irreversible the old values are deleted
\`\`\``,
  exempt: "A migration that says it is irreversible; an empty one; JS and TS migrations.",
  check: {
    migration(context) {
      const { migration } = context;
      if (migration === undefined || migration.kind === "module") return;
      const { name, up, down, irreversible } = migration;
      if (irreversible !== undefined || isEmpty(up)) return;
      if (down !== undefined && !isEmpty(down)) return;
      const own = down?.file === migration.file ? down : undefined;
      const what = down === undefined ? "it has no down section" : whatIsIn(down.text);
      context.report({
        ...(own && { at: own.source.lastIndexOf("\n", own.start - 1) + 1 }),
        message: `${name} cannot be rolled back: ${what}.`,
        help:
          migration.downPlace !== undefined
            ? `Write it ${migration.downPlace}.`
            : context.comment === "//"
              ? "Write `export const down`; or say why not: `// pgmaestro: irreversible <reason>`."
              : "Write it, or have `pgmaestro reverse` write it; or say why not: `-- pgmaestro: irreversible <reason>`.",
      });
    },
  },
});

function whatIsIn(text: string): string {
  return text.trim() === "" ? "its down section is empty" : "its down section has only comments";
}
