import type { FleetResult, FleetTarget } from "../../commands/fleet.ts";
import type {
  FleetDrift,
  FleetDriftOptions,
  FleetStandard,
  FromMigrations,
} from "../../commands/fleet-drift.ts";
import type { FleetPlan } from "../../commands/fleet-plan.ts";
import { ConfigurationError, InvalidRequestError } from "../../errors/index.ts";
import type { GateOptions } from "../../gate/index.ts";
import type { MemberStatus, RolloutStatus } from "../../fleet/index.ts";
import { jsonLine, withoutSecrets } from "../../report/json.ts";
import { fleetRunOptions, scratchPlace } from "../command-options.ts";
import { confirmRollback, yes } from "../confirmation.ts";
import { defineCommand, type Given, type Session } from "../define-command.ts";
import { verbose } from "../../settings/general-options.ts";
import { commandGroups } from "../../settings/headings.ts";
import { oneOf, text } from "../../settings/kinds.ts";
import { option, toggle, type Values } from "../../settings/option.ts";
import { outgoing } from "../output.ts";
import { gateOptions, requirementsOf } from "../requirements.ts";
import {
  directory,
  givingWay,
  historyNames,
  order,
  fleetProtection,
  gates,
  scratch,
  script,
  showing,
  waiting,
  writing,
} from "../../settings/all.ts";
import { environmentOf, fleetIn, fleetSetting } from "../../settings/fleet.ts";
import { quietly, withoutOption } from "../../settings/setting.ts";
import { who } from "./who.ts";

const actions = [
  "up",
  "work",
  "status",
  "plan",
  "verify-drift",
  "pause",
  "resume",
  "abort",
  "retry",
  "down",
] as const;
type Action = (typeof actions)[number];

interface FleetRequest {
  readonly action: Action;
  readonly options: FleetDriftOptions & FleetTarget;
  readonly member: string | undefined;
  readonly check: boolean;
}

type Outcome =
  | { readonly kind: "rollout"; readonly status: RolloutStatus & Partial<FleetResult> }
  | { readonly kind: "member"; readonly member: MemberStatus }
  | { readonly kind: "plan"; readonly plan: FleetPlan }
  | { readonly kind: "drift"; readonly drift: FleetDrift };

export const fleetCommand = defineCommand({
  name: "fleet",
  words: "[action]",
  wordsHelp: [actions.join(", ")],
  actions,
  summary: "run migrations on many databases or schemas, in waves, from many machines",
  group: commandGroups.run,
  options: [
    option("--to <name>", text, "up: up to this one; down: roll back all after it"),
    option("--member <key>", text, "status: of this member alone"),
    option(
      "--compare-with <what>",
      oneOf<FleetStandard>(["migrations", "majority"]),
      "verify-drift: what the migrations make (default), or only what most members have",
    ),
    toggle("--check", "status: exit 1 if some have failed, 4 if it is not over"),
    ...gateOptions,
    yes,
    who,
    verbose,
  ],
  settings: [
    fleetSetting,
    ...scratch,
    ...waiting,
    ...directory,
    ...historyNames,
    ...script,
    ...quietly(order),
    ...writing,
    ...givingWay,
    ...showing,
    ...withoutOption([...fleetProtection, ...gates]),
  ],
  examples: [
    { line: "pgmaestro fleet up", does: "bring all members up to date, as the config says" },
    { line: "pgmaestro fleet status", does: "show how far that is" },
  ],
  async read(given): Promise<FleetRequest> {
    const { settings, values, environment } = given;
    const action = actionOf(given.words);
    const fleet = fleetIn(settings.fleet, environment);
    refuseStray(action, values);
    refuseOtherEnvironment(given);
    if (action === "down") await confirmRollback(given, "fleet down", "The fleet");
    const { who: author, to, compareWith } = values;
    const run = { ...fleetRunOptions(settings, author), ...scratchPlace(settings) };
    const options = { ...run, ...(await gateOf(action, given)), fleet, to, compareWith };
    return { action, options, member: values.member, check: values.check ?? false };
  },
  run: (request, session) => outcomeOf(request, session),
  report: {
    async text(outcome, { style }) {
      const told = await import("../../report/fleet-text.ts");
      switch (outcome.kind) {
        case "rollout":
          return told.rolloutText(outcome.status, style);
        case "member":
          return told.memberText(outcome.member, style);
        case "plan":
          return told.fleetPlanText(outcome.plan, style);
        case "drift":
          return told.fleetDriftText(outcome.drift, style);
      }
    },
    async json(outcome) {
      switch (outcome.kind) {
        case "rollout":
          return jsonLine("fleet", withoutSecrets(outcome.status));
        case "member":
          return jsonLine("fleet-member", withoutSecrets(outcome.member));
        case "plan":
          return jsonLine("fleet-plan", withoutSecrets(outcome.plan));
        case "drift":
          return jsonLine("fleet-drift", await driftJson(outcome.drift));
      }
    },
  },
  exitCode: codeOf,
});

async function driftJson(drift: FleetDrift): Promise<object> {
  return (await import("../../report/comparison-json.ts")).fleetDriftJson(drift);
}

async function outcomeOf(
  { action, options, member }: FleetRequest,
  { watched, stoppable }: Session,
): Promise<Outcome> {
  const fleet = await import("../../commands/fleet.ts");
  const rollout = (status: RolloutStatus): Outcome => ({ kind: "rollout", status });
  switch (action) {
    case "up":
      return rollout(await watched((watching) => fleet.fleetUp({ ...options, ...watching })));
    case "down":
      return rollout(
        await watched((watching) => fleet.fleetDown({ ...options, to: options.to!, ...watching })),
      );
    case "work":
      return rollout(await watched((watching) => fleet.fleetWork({ ...options, ...watching })));
    case "plan": {
      const { fleetPlan } = await import("../../commands/fleet-plan.ts");
      return { kind: "plan", plan: await stoppable((stop) => fleetPlan({ ...options, ...stop })) };
    }
    case "verify-drift": {
      const { fleetDrift } = await import("../../commands/fleet-drift.ts");
      return {
        kind: "drift",
        drift: await stoppable((stop) => fleetDrift({ ...options, ...stop })),
      };
    }
    case "status":
      if (member === undefined)
        return rollout(await stoppable((stop) => fleet.fleetStatus({ ...options, ...stop })));
      return {
        kind: "member",
        member: await stoppable((stop) => fleet.fleetMember({ ...options, ...stop, member })),
      };
    default:
      return rollout(
        await stoppable((stop) => fleet.fleetSteer({ ...options, ...stop, steering: action })),
      );
  }
}

/** Who works on a rollout wants to know whether all is well; who looks, only where that is asked. */
function codeOf(outcome: Outcome, { action, check }: FleetRequest): number {
  if (outcome.kind === "plan") return outcome.plan.failures.length > 0 ? 1 : 0;
  if (outcome.kind === "member") return 0;
  if (outcome.kind === "drift") return isSound(outcome.drift) ? 0 : 1;
  const { state, counts } = outcome.status;
  const works = action === "up" || action === "down" || action === "work";
  if (works) return state === "ended" && counts.failed === 0 ? 0 : 1;
  if (action !== "status" || !check) return 0;
  if (counts.failed > 0 || state === "aborted") return 1;
  return state === "ended" ? 0 : 4;
}

/** Members that have less than most, and that as the migrations make it, are sound where these were asked. */
function isSound({ groups, failures, comparedWith }: FleetDrift): boolean {
  const isSame =
    comparedWith === "majority"
      ? groups.every(({ differences }) => differences.length === 0)
      : groups.every(({ fromMigrations: found }) => found !== undefined && isAsMade(found));
  return isSame && failures.length === 0;
}

function isAsMade(found: FromMigrations): boolean {
  if (found.outcome === "compared") return found.differences.length === 0;
  return found.outcome === "no-migration";
}

function actionOf(words: readonly string[]): Action {
  const action = actions.find((one) => one === words[0]);
  if (action !== undefined && words.length === 1) return action;
  throw new InvalidRequestError(
    words.length === 0 ? "Nothing says what to do" : `\`fleet ${words.join(" ")}\` is not known`,
    `Give one of ${actions.join(", ")}.`,
  );
}

/** Whoever says that all is for another environment than the fleet is must not be passed over. */
function refuseOtherEnvironment({ settings, environment }: FleetGiven): void {
  const [asked, own] = [environment["PGMAESTRO_ENV"], environmentOf(settings.fleet)];
  if (asked === undefined || asked.value === own?.value) return;
  throw new ConfigurationError(
    `${asked.source} names the environment ${asked.value}, and the fleet is ${own?.value ?? "none"}`,
    'Unset it, or say in the config which one the fleet is: { "fleet": { "environment": … } }.',
  );
}

function isGated(action: Action): boolean {
  return action === "up" || action === "work";
}

type FleetGiven = Given<(typeof gateOptions)[number], (typeof gates)[number] | typeof fleetSetting>;

/** What the environment that the fleet is asks of migrations, where some may run. */
async function gateOf(action: Action, given: FleetGiven): Promise<GateOptions> {
  if (!isGated(action)) return {};
  const env = environmentOf(given.settings.fleet);
  const asked = { ...given, settings: { ...given.settings, env } };
  const naming = 'Name it in the config: { "fleet": { "environment": … } }.';
  const requirements = await requirementsOf({ ...asked, naming });
  const { override: reason } = given.values;
  return { requirements, override: reason === undefined ? undefined : outgoing(reason) };
}

/** What would be passed over is refused. */
function refuseStray(
  action: Action,
  {
    to,
    member,
    check,
    compareWith,
    override,
    receipt,
  }: Values<(typeof gateOptions)[number]> &
    Pick<Partial<FleetRequest>, "member" | "check"> &
    Pick<FleetDriftOptions & FleetTarget, "to" | "compareWith">,
): void {
  if (action === "down" && to === undefined)
    throw new InvalidRequestError(
      "`fleet down` needs the migration that stays",
      "Write `fleet down --to NAME`: all that was applied after it is rolled back.",
    );
  const stray = [
    to !== undefined && !["up", "down", "plan"].includes(action) && "--to",
    member !== undefined && action !== "status" && "--member",
    check && action !== "status" && "--check",
    compareWith !== undefined && action !== "verify-drift" && "--compare-with",
    override !== undefined && !isGated(action) && "--override",
    receipt !== undefined && !isGated(action) && "--receipt",
  ].find(Boolean);
  if (stray)
    throw new InvalidRequestError(`\`fleet ${action}\` takes no ${stray}`, "Leave it away.");
}
