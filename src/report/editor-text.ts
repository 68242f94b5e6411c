import { listNames } from "../errors/index.ts";
import type { Finding, Rule } from "../lint/index.ts";
import type { LockMode, SlowWorkKind } from "../locks/table/index.ts";
import { slowWorkVerbs } from "../plan/index.ts";
import type { DirectiveName, DeploymentPhase } from "../sql/text/index.ts";
import { blockedText } from "./blocked-text.ts";
import { stakes } from "./rule-text.ts";

/** A finding where it stands. */
export function findingText({ message, help }: Finding): string {
  return help === undefined ? message : `${message}\n${help}`;
}

/** What a statement locks and how long it takes, in Markdown. */
export function effectText(effect: {
  readonly command: string;
  readonly locks: readonly { relation: string; mode: LockMode; isInUse: boolean }[];
  readonly work: readonly { kind: SlowWorkKind; relation: string }[];
}): string {
  const { command, locks, work } = effect;
  const lines = [
    ...locks.map(lockLine),
    ...work.map(
      ({ kind, relation }) =>
        `- It ${slowWorkVerbs[kind]} \`${relation}\`: the more rows, the longer.`,
    ),
  ];
  const none = "It locks no table, view or sequence that is there already.";
  return [`**${command}**`, lines.length === 0 ? none : lines.join("\n")].join("\n\n");
}

function lockLine({
  relation,
  mode,
  isInUse,
}: {
  relation: string;
  mode: LockMode;
  isInUse: boolean;
}) {
  const effect = isInUse
    ? blockedText({ mode, kind: "table" }, "until the transaction ends")
    : "nobody waits for it, as it is new, temporary or small";
  return `- ${mode} lock on \`${relation}\`: ${effect}.`;
}

/** A rule, in Markdown. */
export function ruleMarkdown({ name, summary, why, instead, stake, severity }: Rule): string {
  return [`**${name}** (${severity}: ${stakes[stake]})`, summary, why, `Instead: ${instead}`].join(
    "\n\n",
  );
}

/** What a directive asks for. */
export const directiveTexts: Readonly<Record<DirectiveName, string>> = {
  "no-transaction": "Run the section statement by statement, outside of a transaction.",
  opaque: "Send the section as it is, without looking into it.",
  variables: "Replace psql's variables, `:NAME`, `:'NAME'` and `:\"NAME\"`.",
  irreversible: "It cannot be rolled back; the reason follows.",
  backfill:
    "Run the one statement below in batches: `backfill orders by id batch 5000 pause 50ms`.",
  phase: "`phase after`: run it only when the old application is gone.",
  squashes: "It is in the place of another migration; `pgmaestro squash` writes this.",
};

/** What a phase means. */
export const phaseTexts: Readonly<Record<DeploymentPhase, string>> = {
  before: "It may run while the old application lives, as all do without the line.",
  after: "It waits until the old application is gone.",
};

/** What begins a comment to pgmaestro. */
export const openingTexts = {
  "pgmaestro: ": "A directive: how the migration is to be run.",
  "pgmaestro-ignore ": "Silences rules for the statement below, with the reason behind a colon.",
} as const;

/** The title of a fix of everything. */
export function fixAllTitle(made: readonly { readonly title: string }[]): string {
  return `pgmaestro: ${listNames([...new Set(made.map(({ title }) => title))])}`;
}

/** The title of what puts an ignore comment above a statement. */
export function ignoreTitle(rule: string): string {
  return `Ignore ${rule} here`;
}
