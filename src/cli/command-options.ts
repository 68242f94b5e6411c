import type {
  DirectoryOptions,
  RunOptions,
  ScriptOptions,
  TargetOptions,
  GiveWayOptions,
  WriteOptions,
} from "../engine/index.ts";
import type { ScratchSettings } from "../trial/index.ts";
import type { Output } from "./output.ts";
import type {
  connection,
  directory,
  givingWay,
  historyNames,
  order,
  script,
  writing,
} from "../settings/all.ts";
import { scratchUrl, type ScratchPlace } from "../settings/scratch-url.ts";
import type { SettingsOf } from "../settings/setting.ts";
import { targetDatabase } from "./target.ts";

type Connection = SettingsOf<(typeof connection)[number]>;
type Directory = SettingsOf<(typeof directory)[number]>;
type History = SettingsOf<(typeof historyNames)[number]>;
type Script = SettingsOf<(typeof script)[number]>;
type Order = SettingsOf<(typeof order)[number]>;
type Writing = SettingsOf<(typeof writing)[number]>;
type GivingWay = SettingsOf<(typeof givingWay)[number]>;

/** Settings, and where to say that none of them names a database. */
interface From<Settings> {
  readonly settings: Settings;
  readonly output: Output;
}

/** Where the migrations are. */
export function directoryOptions(settings: Directory): DirectoryOptions {
  return {
    migrationsDir: settings.migrationsDir.value,
    ignorePattern: settings.ignorePattern?.value,
    useGlob: settings.useGlob.value,
    variables: settings.variables?.value,
  };
}

/** Which table is the history, and what names without a schema mean. */
export function historyOptions({ migrationsTable, migrationsSchema, schema }: History) {
  return {
    migrationsTable: migrationsTable.value,
    migrationsSchema: migrationsSchema?.value,
    schema: schema?.value,
  };
}

/** How long to wait, for a lock and for the server. */
export function waitOptions({ lockWait, idleLimit }: Pick<Connection, "lockWait" | "idleLimit">) {
  return { lockWait: lockWait.value, idleLimit: idleLimit?.value };
}

/** For a command that looks at the target. */
export function targetOptions(
  { settings, output }: From<Connection & Directory & History>,
  asSql = false,
): TargetOptions {
  return {
    database: targetDatabase(settings, output, asSql),
    wait: settings.wait.value,
    ...waitOptions(settings),
    ...directoryOptions(settings),
    ...historyOptions(settings),
  };
}

/** Who runs a command; `asSql` where its output is to be SQL. */
interface Author {
  readonly who?: string | undefined;
  readonly asSql?: boolean;
}

/** For a command that writes to the target. */
export function writeOptions(
  from: From<Connection & Directory & History & Writing>,
  { who, asSql }: Author,
): WriteOptions {
  const { lock, lockValue, createSchema } = from.settings;
  return {
    ...targetOptions(from, asSql),
    lock: lock.value,
    lockValue: lockValue?.value,
    createSchema: createSchema.value,
    who,
  };
}

/** For a command that only plans. */
export function planOptions(
  from: From<Connection & Directory & History & Script & Order>,
): RunOptions {
  return {
    ...targetOptions(from),
    ...scriptOptions(from.settings),
    ...orderOptions(from.settings),
  };
}

/** For a command that runs migrations on the target. */
export function runOptions(
  from: From<Connection & Directory & History & Script & Order & Writing & GivingWay>,
  by: Author,
): RunOptions {
  return {
    ...writeOptions(from, by),
    ...scriptOptions(from.settings),
    ...giveWayOptions(from.settings),
    ...orderOptions(from.settings),
  };
}

/** For a command that runs migrations on databases that something else names than the target's settings. */
export function fleetRunOptions(
  settings: Pick<Connection, "lockWait" | "idleLimit"> &
    Directory &
    History &
    Script &
    Order &
    Writing &
    GivingWay,
  who: string | undefined,
): Omit<RunOptions, "database"> {
  const { lock, createSchema } = settings;
  return {
    ...waitOptions(settings),
    ...scriptOptions(settings),
    ...giveWayOptions(settings),
    ...orderOptions(settings),
    lock: lock.value,
    lockValue: settings.lockValue?.value,
    createSchema: createSchema.value,
    who,
  };
}

/** Whether migrations may overtake one another, and what an empty database begins with. */
function orderOptions({ checkOrder, fromBaseline }: Order) {
  return { checkOrder: checkOrder.value, fromBaseline: fromBaseline?.value };
}

/** How a run gives way to the application. */
function giveWayOptions(settings: GivingWay): GiveWayOptions {
  return {
    lockTimeout: settings.lockTimeout?.value,
    lockRetries: settings.lockRetries?.value,
    statementTimeout: settings.statementTimeout?.value,
    concurrentTimeout: settings.concurrentTimeout?.value,
    maxBlocked: settings.maxBlocked?.value,
    maxBlockedHolding: settings.maxBlockedHolding?.value,
    cancelBlockers: settings.cancelBlockers?.value,
  };
}

/** How migrations are run, wherever that is. */
export function scriptOptions(settings: Directory & History & Script): ScriptOptions {
  return {
    ...directoryOptions(settings),
    ...historyOptions(settings),
    transaction: settings.transaction.value,
    keepSettings: settings.keepSettings.value,
    decamelize: settings.decamelize.value,
    tsconfigPaths: settings.tsconfigPaths.value,
  };
}

/** What may be lost, but makes the next scratch database fast. */
const cache = ".pgmaestro/cache";

/** For a command that compares the target with a scratch database. */
export function comparisonOptions({
  settings,
  output,
}: From<Connection & Directory & History & Script & ScratchPlace>) {
  return {
    database: targetDatabase(settings, output),
    ...waitOptions(settings),
    ...scratchFlags(settings),
  };
}

/** For a command that runs migrations on a scratch database. */
export function scratchFlags(
  settings: Directory & History & Script & ScratchPlace,
): ScriptOptions & ScratchSettings {
  return { ...scriptOptions(settings), ...scratchPlace(settings) };
}

/** Where scratch databases are made. */
export function scratchPlace(settings: ScratchPlace): ScratchSettings {
  return { scratch: scratchUrl(settings), cache };
}
