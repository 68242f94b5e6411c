import { defineRule } from "../../define-rule.ts";

export default defineRule({
  name: "enum-value-cannot-be-removed",
  severity: "notice",
  stake: "failure",
  sets: [],
  summary: "ALTER TYPE … ADD VALUE, which no down section can take back",
  why: `There is no DROP VALUE: the only way back is a new type without the value, and to convert every column to it, which rewrites their
tables under ACCESS EXCLUSIVE.`,
  instead: `Say so in the migration, so that nobody expects a rollback:

\`\`\`sql
-- pgmaestro: irreversible an enum value cannot be removed
ALTER TYPE order_status ADD VALUE IF NOT EXISTS 'refunded';
\`\`\``,
  exempt: `Off by default. Migrations that say they are irreversible; types that the same migration creates; migrations whose down section drops the
type or recreates it.`,
  kinds: ["alter-enum"],
  check: {
    action(action, context) {
      if (action.adds === undefined) return;
      if (context.direction === "down") return;
      const { migration } = context.section.migration;
      const type = context.schema.type(action.name);
      if (migration?.irreversible !== undefined || (type && context.section.isOwn(type))) return;
      if (/\b(?:DROP|CREATE)\s+TYPE\b/i.test(migration?.down?.text ?? "")) return;
      context.report({
        message: `A rollback cannot take '${action.adds}' out of ${context.show(action.name)} again.`,
        help: `Write \`${context.section.migration.comment} pgmaestro: irreversible <reason>\` into the migration.`,
      });
    },
  },
});
