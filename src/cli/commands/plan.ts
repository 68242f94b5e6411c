import type { ForeignPlace } from "../../commands/foreign-place.ts";
import { foreignPlace, from } from "../from.ts";
import type { RunOptions } from "../../engine/index.ts";
import type { PlanAgainstOptions } from "../../commands/plan-against.ts";
import { InvalidRequestError } from "../../errors/index.ts";
import type { Selection } from "../../plan/index.ts";
import { isAcceptable } from "../../impact/index.ts";
import { jsonLine, planJson } from "../../report/json.ts";
import { planOptions, scratchFlags, waitOptions } from "../command-options.ts";
import { defineCommand, type Given } from "../define-command.ts";
import { text } from "../../settings/kinds.ts";
import { option } from "../../settings/option.ts";
import { phase, upSelection } from "../selection.ts";
import {
  connection,
  directory,
  givingWay,
  historyNames,
  order,
  scratch,
  script,
} from "../../settings/all.ts";
import { withoutOption } from "../../settings/setting.ts";
import { planFlags } from "../../settings/node-pg-migrate-flags.ts";
import { reached } from "../../settings/reach.ts";
import { scratchUrl } from "../../settings/scratch-url.ts";
import { isDatabaseUrl } from "../../database/index.ts";
import { existingTarget } from "../target.ts";
import { commandGroups } from "../../settings/headings.ts";

const options = [
  option("--to <name>", text, "up to and including this one"),
  option("--only <name>", text, "only this one"),
  phase,
  option(
    "--against <target>",
    text,
    "show what it would do to this database, or to one with the sizes in this file; only reads",
  ),
  from,
  ...planFlags,
];

const settings = [
  ...connection,
  ...directory,
  ...historyNames,
  ...script,
  ...order,
  ...scratch,
  ...withoutOption(givingWay),
];

type PlanGiven = Given<(typeof options)[number], (typeof settings)[number]>;

type PlanRequest =
  | { readonly kind: "plan"; readonly options: RunOptions & Selection }
  | { readonly kind: "impact"; readonly options: PlanAgainstOptions };

export const planCommand = defineCommand({
  name: "plan",
  words: "[n-or-name...]",
  wordsHelp: ["how many, or the name of one"],
  summary: "show what up would do: segments, migrations, statements; changes nothing",
  group: commandGroups.run,
  options,
  settings,
  examples: [
    { line: "pgmaestro plan", does: "show the transactions of the next up" },
    {
      line: "pgmaestro plan --against pgmaestro.stats.json",
      does: "show what it would stop in a database of these sizes",
    },
  ],
  read: (given): PlanRequest => readPlan(given),
  async run(request, { watched }) {
    if (request.kind === "impact") {
      const { planAgainst } = await import("../../commands/plan-against.ts");
      const impact = await watched((watching) => planAgainst({ ...request.options, ...watching }));
      return { kind: "impact", impact } as const;
    }
    const { plan: planUp } = await import("../../commands/up.ts");
    const plan = await watched((watching) => planUp({ ...request.options, ...watching }));
    return { kind: "plan", plan } as const;
  },
  report: {
    async text(made, { style }) {
      if (made.kind === "plan")
        return (await import("../../report/plan-text.ts")).planText(made.plan, style);
      return (await import("../../report/impact-text.ts")).impactText(made.impact, style);
    },
    async json(made) {
      if (made.kind === "plan") return jsonLine("plan", planJson(made.plan));
      const { impactJson } = await import("../../report/impact-json.ts");
      return jsonLine("impact", impactJson(made.impact));
    },
  },
  exitCode: (made) => (made.kind === "plan" || isAcceptable(made.impact.verdict) ? 0 : 1),
});

function readPlan(given: PlanGiven): PlanRequest {
  const { against } = given.values;
  const selection = upSelection(given.values, given.words);
  const place = foreignPlace(given.values.from);
  if (against === undefined && place !== undefined) throw ranByOther();
  if (against === undefined)
    return { kind: "plan", options: { ...planOptions(given), ...selection } };
  return { kind: "impact", options: { ...againstOptions(given, against, place), ...selection } };
}

/** @throws InvalidRequestError */
function againstOptions(
  { settings: found }: PlanGiven,
  against: string,
  place: ForeignPlace | undefined,
): PlanAgainstOptions {
  const shared = {
    ...scratchFlags(found),
    ...waitOptions(found),
    checkOrder: found.checkOrder.value,
    lockTimeout: found.lockTimeout?.value,
    fromTool: place,
  };
  if (isDatabaseUrl(against)) return { ...shared, against: databaseAt(against, found) };
  if (/\.json$/i.test(against))
    return { ...shared, against, database: place ? undefined : existingTarget(found) };
  throw new InvalidRequestError(
    "--against names neither a database nor a file of statistics",
    "Write a postgres:// or pglite: URL, or a file that `pgmaestro stats` wrote, as in pgmaestro.stats.json.",
  );
}

function ranByOther(): InvalidRequestError {
  return new InvalidRequestError(
    "--from is for --against: what another tool's migrations would do, that tool runs",
    "Write `pgmaestro plan --against TARGET --from TOOL DIRECTORY`.",
  );
}

/** @throws ConfigurationError where scratch databases are to be made in the same place */
function databaseAt(url: string, found: PlanGiven["settings"]): string {
  const databaseUrl = { value: url, source: "--against" };
  scratchUrl({ ...found, databaseUrl });
  return reached(url, found);
}
