import { createHash } from "node:crypto";
import { type Connection, isEmbeddedUrl } from "../database/index.ts";
import { InvalidRequestError } from "../errors/index.ts";
import {
  authorOf,
  baselineOf,
  type Glance,
  glanceAt,
  idleLimitOf,
  migrationsOf,
  refuseNone,
  repeatablesOf,
  type RunOptions,
  type RunResult,
  tableOf,
} from "../engine/index.ts";
import {
  beginRollout,
  type FleetSettings,
  forMany,
  isOpen,
  type Member,
  type MemberRun,
  type MemberStatus,
  memberStatus,
  type Rollout,
  type RolloutStatus,
  Sessions,
  someRollout,
  statusOf,
  steer,
  type Steering,
  withControl,
  workOnRollout,
} from "../fleet/index.ts";
import { type GateOptions, Inquiry } from "../gate/index.ts";
import { type Migration, resolveName } from "../migrations/index.ts";
import { keepReading } from "../plan/index.ts";
import { loadParser } from "../sql/statement/index.ts";
import { down } from "./down.ts";
import { up } from "./up.ts";

/** Which fleet, and how migrations are run on each of its members. */
export interface FleetOptions extends Omit<RunOptions, "database">, GateOptions {
  readonly fleet: FleetSettings;
  /** On members that are empty, first run the baseline. Default: refuse. */
  readonly fromBaseline?: boolean | undefined;
}

/** Up to which migration members are brought, or behind which they are rolled back. */
export interface FleetTarget {
  readonly to?: string | undefined;
}

/** What a rollout came to. */
export interface FleetResult extends RolloutStatus {
  /** Of this worker. */
  readonly durationMs: number;
}

/**
 * Begins a rollout of pending migrations to all members of a fleet, and works on it until it is over.
 * @throws RolloutOpenError where another one is not over; UnmetRequirementsError, and then `fleetWork` goes on; ConfigurationError and the errors of files and of the control database
 * @example
 * ```ts
 * const { counts } = await fleetUp({ fleet: { control: process.env["CONTROL_URL"]!, members: { list: urls } } });
 * ```
 */
export function fleetUp(options: FleetOptions & FleetTarget): Promise<FleetResult> {
  return begun("up", options);
}

/**
 * The same, to roll back all that was applied after the migration `to`.
 * @throws as `fleetUp`; UnknownMigrationError
 * @example
 * ```ts
 * await fleetDown({ fleet, to: "1730000000001_users" });
 * ```
 */
export function fleetDown(options: FleetOptions & Required<FleetTarget>): Promise<FleetResult> {
  return begun("down", options);
}

/**
 * Joins in the work on the rollout that is not over.
 * @throws InvalidRequestError where all are over; UnmetRequirementsError; the errors of files and of the control database
 * @example
 * ```ts
 * await fleetWork({ fleet });
 * ```
 */
export function fleetWork(options: FleetOptions): Promise<FleetResult> {
  return working(options, async (control) => {
    const rollout = await someRollout(control, options.fleet);
    if (isOpen(rollout)) return rollout;
    throw new InvalidRequestError(
      `Rollout ${rollout.id} is over, so there is nothing to work on`,
      "`pgmaestro fleet up` begins another one; `pgmaestro fleet retry` tries again what has failed.",
    );
  });
}

/**
 * How far the newest rollout is.
 * @throws InvalidRequestError where there has been none; the errors of the control database
 * @example
 * ```ts
 * const { counts, failures } = await fleetStatus({ fleet });
 * ```
 */
export function fleetStatus({ fleet, signal }: FleetLook): Promise<RolloutStatus> {
  return withControl(
    fleet,
    async (control) => statusOf(control, await someRollout(control, fleet)),
    signal,
  );
}

/** What is asked of a rollout. */
export type FleetLook = Pick<FleetOptions, "fleet" | "signal">;

/**
 * How far one member is in the newest rollout.
 * @throws InvalidRequestError where it is no member of it
 * @example
 * ```ts
 * const { state } = await fleetMember({ fleet, member: "db1/app#tenant_1" });
 * ```
 */
export function fleetMember({
  fleet,
  signal,
  member,
}: FleetLook & { readonly member: string }): Promise<MemberStatus> {
  return withControl(
    fleet,
    async (control) => memberStatus(control, await someRollout(control, fleet), member),
    signal,
  );
}

/**
 * Pauses, resumes or aborts the newest rollout, or tries again its members that failed. Members whose turn has begun end it.
 * @throws InvalidRequestError where it is in no state for that
 * @example
 * ```ts
 * await fleetSteer({ fleet, steering: "pause" });
 * ```
 */
export function fleetSteer({
  fleet,
  signal,
  steering,
}: FleetLook & { readonly steering: Steering }): Promise<RolloutStatus> {
  return withControl(
    fleet,
    async (control) => statusOf(control, await steer(control, fleet, steering)),
    signal,
  );
}

function begun(
  command: Rollout["command"],
  options: FleetOptions & FleetTarget,
): Promise<FleetResult> {
  return working(options, (control, migrations) => {
    const { to } = options;
    const names = migrations.map(({ name }) => name);
    const target = to === undefined ? undefined : resolveName(to, names);
    return beginRollout(control, options.fleet, { command, target, who: authorOf(options).who });
  });
}

/** The files are read once, and before anything is written anywhere. */
async function working(
  given: FleetOptions,
  find: (control: Connection, migrations: readonly Migration[]) => Promise<Rollout>,
): Promise<FleetResult> {
  const begin = performance.now();
  const options = { ...given, ...forMany(given) };
  const { fleet, signal, onEvent: watch = () => {} } = options;
  const migrations = migrationsOf(options);
  refuseNone(migrations, options);
  keepReading(migrations);
  await loadParser();
  const sessions = new Sessions(fleet);
  try {
    return await withControl(fleet, async (control) => {
      const { id } = await find(control, migrations);
      const run = memberRunner({ ...options, ...readOnce(options, migrations) }, sessions);
      const rollout = await workOnRollout(control, id, { settings: fleet, run, signal, watch });
      const status = await statusOf(control, rollout);
      return { ...status, durationMs: Math.round(performance.now() - begin) };
    });
  } finally {
    await sessions.end();
  }
}

/** Files and baseline as they were read, so that no member's run reads them again. */
export function readOnce(options: FleetOptions, migrations: readonly Migration[]) {
  const found = baselineOf(options);
  const baseline = found && { name: found.file, text: found.section.source };
  const repeatables = repeatablesOf(options);
  keepReading(repeatables);
  return { migrations, baseline, repeatables };
}

/** Runs what a rollout asks for on one member: nothing where one question shows that nothing is to be done. */
function memberRunner(options: FleetOptions & ReturnType<typeof readOnce>, sessions: Sessions) {
  const baseline = baselineOf(options);
  const { requirements, migrations, repeatables } = options;
  const inquiry = requirements && new Inquiry(requirements, options);
  return async (
    member: Member,
    { command, target }: Rollout,
    signal: AbortSignal | undefined,
  ): Promise<MemberRun> => {
    const own = { ...memberOptions(options, member, signal), openSession: sessions.open };
    try {
      const glance = isEmbeddedUrl(member.address) ? undefined : await seen(own, member.address);
      const names = glance?.history.applied.map(({ name }) => name) ?? [];
      const isDone = command === "up" ? glance?.isUpToDate : names.at(-1) === target;
      if (isDone) return { migration: names.at(-1), migrations: 0 };
      const ran =
        command === "up"
          ? await up({ ...own, inquiry, ...(target !== null && { to: target }) })
          : await down({ ...own, to: target! });
      return { migration: lastOf(names, ran, migrations), migrations: ran.migrations.length };
    } finally {
      await sessions.leave(member);
    }
  };

  function seen(own: RunOptions, address: Member["address"]): Promise<Glance | undefined> {
    const target = { table: tableOf(own), migrations, baseline, repeatables };
    const connect = { signal: own.signal, idleLimit: idleLimitOf(own) };
    return sessions.look(address, (connection) => glanceAt({ connection, ...target }), connect);
  }
}

/** The last migration that a member has after a run; repeatable ones, which stand in no order, are none. */
function lastOf(
  before: readonly string[],
  { migrations, adopted }: RunResult,
  all: readonly Migration[],
): string | undefined {
  const rolledBack = new Set(
    migrations.filter(({ direction }) => direction === "down").map(({ name }) => name),
  );
  const known = new Set(all.map(({ name }) => name));
  const applied = migrations.filter(({ name, direction }) => direction === "up" && known.has(name));
  return [...before, ...adopted, ...applied.map(({ name }) => name)]
    .filter((name) => !rolledBack.has(name))
    .at(-1);
}

/** A schema is the first of its member's search path, and has the history and a lock of its own. */
export function memberOptions(
  options: FleetOptions,
  { address, schema }: Member,
  signal: AbortSignal | undefined,
): RunOptions & FleetTarget & GateOptions & Pick<FleetOptions, "fromBaseline"> {
  const { fleet: _, onEvent: __, ...run } = options;
  const own = { ...run, database: address, signal };
  if (schema === undefined) return own;
  const inSchema = {
    ...own,
    schema: [schema, ...(options.schema ?? [])],
    migrationsSchema: undefined,
  };
  return { ...inSchema, ownLock: lockOf(tableOf(inSchema).sql) };
}

/** The number of the lock of one history: a bigint as text. */
function lockOf(table: string): string {
  const digest = createHash("sha256").update(table).digest();
  return String(digest.readBigInt64BE());
}
