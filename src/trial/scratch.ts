import {
  type ScratchOptions,
  shownAddress,
  type StandIn,
  standInsAmong,
} from "../database/index.ts";
import { baselineOf, extensionsOf, type ScriptOptions } from "../engine/index.ts";
import { listNames } from "../errors/index.ts";
import type { Watch } from "../events.ts";
import type { Migration } from "../migrations/index.ts";

/** Where scratch databases are made. */
export interface ScratchSettings {
  /** A server's URL on which to make them. Default: embedded, in memory. */
  readonly scratch?: string | undefined;
  /** The directory in which embedded ones keep what makes the next one fast. Default: this process's memory. */
  readonly cache?: string | undefined;
  /** Whether embedded ones run in a thread of their own, beside what else this process does. */
  readonly inThread?: boolean | undefined;
}

/** How scratch databases are made, and who hears of it. */
export function scratchOptions(
  { scratch, cache, inThread, onEvent }: ScratchSettings & { readonly onEvent?: Watch | undefined },
  extensions: () => readonly string[],
): ScratchOptions {
  return {
    server: scratch,
    cache,
    inThread,
    extensions,
    onCreate: () => onEvent?.({ type: "creating-database", directory: "memory" }),
    onLeftRoles: (roles) => onEvent?.({ type: "warning", message: leftRoles(roles) }),
  };
}

/** The extensions that scratch databases have a stand-in for; a server has its own, or none. */
export function standInsOf(
  migrations: readonly Migration[],
  options: ScriptOptions & ScratchSettings,
): StandIn[] {
  if (options.scratch !== undefined) return [];
  return standInsAmong(extensionsOf(migrations, baselineOf(options)));
}

/**
 * Where scratch databases are, as people read it: `PGlite (PostgreSQL 18)`, `postgresql://host (PostgreSQL 15)`.
 * @param postgres the version; nothing is said of one that is not known
 */
export function scratchName(
  { scratch }: Pick<ScratchSettings, "scratch">,
  postgres?: string | number,
): string {
  const place = scratch === undefined ? "PGlite" : shownAddress(scratch);
  return postgres === undefined ? place : `${place} (PostgreSQL ${postgres})`;
}

function leftRoles(roles: readonly string[]): string {
  return `The scratch server has roles that it had not before: ${listNames(roles)}. Roles outlive a scratch database; if the migrations made them, drop them there with DROP ROLE.`;
}

/** How the engine gets on is nobody's concern on a scratch database; what a module's code warns of is. */
export function onlyWarnings(watch: Watch = () => {}): Watch {
  return (event) => {
    if (event.type === "warning") watch(event);
  };
}
