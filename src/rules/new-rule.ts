import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeDirectories } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import { isRuleName } from "../lint/index.ts";
import { directoryOfGlob, writeChanges } from "../migrations/index.ts";
import { casesOf, pageOf, problemsOf } from "./problems.ts";

/** What was written for a new rule. */
export interface NewRule {
  readonly name: string;
  /** The rule, its cases with the report of the bad one, and its page. */
  readonly files: readonly string[];
  /** What names it for lint, where nothing does yet. */
  readonly unnamed?: string;
}

const usual = "./rules/*.ts";

/**
 * Writes a rule that finds something, a bad case with its report, a good one, and the page. It is the beginning of one's own.
 * @param patterns the files of rules that the project names; it is written where the first of them are
 * @throws InvalidRequestError for a name that is none or taken; MigrationFileError where something cannot be written
 */
export async function newRule(
  name: string,
  patterns: readonly string[],
  taken: readonly string[],
): Promise<NewRule> {
  refuseName(name, taken);
  const [pattern = usual] = patterns;
  const extension = /\.[cm]?[jt]s$/.exec(pattern)?.[0] ?? ".ts";
  const file = join(directoryOfGlob(pattern), `${name}${extension}`);
  const cases = casesOf(file, { name });
  const drafts = [
    { file, after: ruleText(name) },
    { file: join(cases, "bad.sql"), after: badText },
    { file: join(cases, "good.sql"), after: goodText },
  ];
  for (const draft of drafts) refuseExisting(draft.file);
  for (const draft of drafts) makeDirectories(dirname(draft.file));
  writeChanges(drafts);
  await problemsOf([file], { update: true });
  const files = [
    ...drafts.map((draft) => draft.file),
    join(cases, "bad.txt"),
    pageOf(file, { name }),
  ];
  return {
    name,
    files: files.filter((one) => existsSync(one)),
    ...(patterns.length === 0 && { unnamed: usual }),
  };
}

function refuseName(name: string, taken: readonly string[]): void {
  if (!isRuleName(name))
    throw new InvalidRequestError(
      `"${name}" cannot be the name of a rule`,
      "Write words of small letters with dashes between them, such as table-without-created-at.",
    );
  if (taken.includes(name))
    throw new InvalidRequestError(
      `There is a rule ${name} already`,
      `\`pgmaestro lint --explain ${name}\` says what it finds. Give yours another name.`,
    );
}

function refuseExisting(file: string): void {
  if (existsSync(file))
    throw new InvalidRequestError(`${file} is there already`, "Give the rule another name.");
}

function ruleText(name: string): string {
  return `import { defineRule } from "pgmaestro/rules";

export default defineRule({
  name: "${name}",
  severity: "warning",
  summary: "A table without a column created_at",
  why: "Nobody knows when its rows came to be.",
  instead: "Give the table \`created_at timestamptz NOT NULL DEFAULT now()\`.",
  exempt: "Temporary tables and partitions.",
  kinds: ["create-table"],
  check: {
    // Asked of each such action of each statement, before it takes effect.
    action(action, context) {
      if (action.temporary || action.partitionOf) return;
      if (action.columns.some((column) => column.name === "created_at")) return;
      context.report({
        message: \`Nobody knows when a row of \${context.show(action.relation)} came to be.\`,
        help: "Add created_at timestamptz NOT NULL DEFAULT now().",
      });
    },
  },
});
`;
}

const badText = `CREATE TABLE IF NOT EXISTS orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
`;

const goodText = `CREATE TABLE IF NOT EXISTS orders (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz NOT NULL DEFAULT now()
);
`;
