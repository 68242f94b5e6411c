import { defineRule } from "../../define-rule.ts";
import type { ActionOf } from "../../../sql/statement/index.ts";

export default defineRule({
  name: "test-data-in-migration",
  severity: "warning",
  stake: "convention",
  sets: ["recommended", "conventions"],
  summary: "Rows that look like test data or personal data",
  why: `A migration runs in every environment, in production too: people who do not exist sign in there, real ones find their address in a public
repository. Many rows in a migration are slow to review, and are not the schema.`,
  instead: `Put them in a file of their own that only development and tests load. Reference data that belongs to the schema has keys that stay,
and \`ON CONFLICT\`.

\`\`\`sql
INSERT INTO currencies (code, name) VALUES ('EUR', 'Euro'), ('CHF', 'Swiss franc')
ON CONFLICT (code) DO NOTHING;
\`\`\``,
  exempt: `Temporary tables. Many rows with ON CONFLICT and a target are taken for reference data.`,
  kinds: ["insert"],
  check: {
    action(action, context) {
      if (context.relation(action.relation)?.temporary) return;
      const reason = reasonOf(action);
      if (reason === undefined) return;
      context.report({
        message: `The rows for ${context.show(action.relation)} look like test data: ${reason}.`,
        help: "Move them to a file that only development and tests load.",
      });
    },
  },
});

/** From how many rows on they are too many to be part of a schema. */
const manyRows = 100;

function reasonOf(action: ActionOf<"insert">): string | undefined {
  if (action.strings.some(isPersonalAddress)) return "they have e-mail addresses of people";
  if (isTestName(action.relation.name)) return "the table is named so";
  const { rows = 0, onConflict } = action;
  const hasTarget =
    onConflict !== undefined &&
    (onConflict.columns.length > 0 || onConflict.constraint !== undefined);
  return rows >= manyRows && !hasTarget ? `there are ${rows} of them` : undefined;
}

/** Domains that are reserved for examples, or where people have their mailbox. Source: RFC 2606. */
const personal =
  /^[^\s@<>]+@(?:[\w-]+\.)*(?:example\.(?:com|org|net)|(?:example|test|invalid)|test\.(?:com|org|net|de)|(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|gmx|web|proton|protonmail|mailinator)\.[a-z]{2,3})$/i;

/** Mailboxes that are nobody's own. */
const impersonal =
  /^(?:no-?reply|admin|info|support|hello|contact|postmaster|webmaster|abuse|sales|system|root)@/i;

function isPersonalAddress(text: string): boolean {
  return personal.test(text.trim()) && !impersonal.test(text.trim());
}

function isTestName(name: string): boolean {
  return /^(?:test|demo|sample|dummy|mock|fixture|fake)_(?:users?|customers?|accounts?|people|persons?|data|rows|records)$|^(?:fixtures?|testdata|sample_?data)$/i.test(
    name,
  );
}
