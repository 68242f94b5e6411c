import { reasonInWords } from "../../../plan/index.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";
import { dumpSettings, isPutBack } from "../client-syntax/dump-settings.ts";
import type { StatementContext } from "../../context.ts";
import type { Report } from "../../report.ts";
import { defineRule } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { codeOf } from "../../rewriting.ts";

/** Settings that other rules report, and those that only count for the transaction anyway. */
const others =
  /^(?:search_path|role|session_authorization|all|transaction.*|session characteristics)$/;

export default defineRule({
  name: "set-without-local",
  severity: "warning",
  stake: "failure",
  sets: ["safety", "recommended"],
  summary: "SET without LOCAL in a migration that runs in a transaction",
  why: `SET without LOCAL outlives the COMMIT and stays with the connection (measured). pgmaestro puts settings back after each migration; other tools that run the
file do not, so that it counts for the next migration, and behind a pooler for the next user of the connection. Without a
transaction it is the other way round: SET LOCAL is over with its own statement, and a SET without RESET stays with the connection
of a pooler.`,
  instead: `Set it for the transaction:

\`\`\`sql
SET LOCAL lock_timeout = '2s';
ALTER TABLE orders ADD COLUMN IF NOT EXISTS region text;
\`\`\`

In a section that runs without a transaction, set it and put it back:

\`\`\`sql
SET lock_timeout = 0;
CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_region_idx ON orders (region);
RESET lock_timeout;
\`\`\``,
  exempt: `\`search_path\` (see \`set-search-path\`), roles and RESET ALL (see \`session-state-change\`), SET TRANSACTION; a SET that the same section
resets; the settings of a dump (see \`dump-preamble\`).`,
  kinds: ["set"],
  check: {
    action(action, context) {
      if (action.reset || others.test(action.name)) return;
      const report = reportOf(action, context);
      if (report !== undefined) context.report(report);
    },
  },
});

function reportOf(action: ActionOf<"set">, context: StatementContext): Report | undefined {
  const { name, local, byFunction } = action;
  const { alone } = context;
  const isAlone = alone !== undefined;
  if (local)
    return isAlone
      ? {
          message: `${byFunction ? "set_config" : "SET LOCAL"} has no effect on what follows here: every statement runs by itself, because ${reasonInWords(alone)}.`,
          help: `Set ${name} for the session, and write RESET ${name} behind the statements it is for.`,
        }
      : undefined;
  if (action.value === undefined || isPutBack(action, context.section.actions)) return undefined;
  if (dumpSettings(context.section).includes(action)) return undefined;
  const outlives = `${name} stays set on the connection after this migration. pgmaestro puts it back; other tools do not, and a pooler hands it on.`;
  if (isAlone)
    return { message: outlives, help: `Write RESET ${name} behind the statements it is for.` };
  return {
    message: outlives,
    fix: byFunction ? undefined : madeLocal(context),
    help: byFunction
      ? "Write true as the third argument of set_config."
      : "Write SET LOCAL instead of SET.",
  };
}

function madeLocal({ section: { section }, statement }: StatementContext): Fix | undefined {
  const { start, end } = statement;
  const words = /^SET(?:\s+SESSION)?\b/i.exec(codeOf(section).slice(start, end));
  if (words === null) return undefined;
  const edit = { start, end: start + words[0].length, text: "SET LOCAL" };
  return { title: "Write SET LOCAL", edits: [edit] };
}
