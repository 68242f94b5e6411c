import { createHash } from "node:crypto";
import { version } from "../version.ts";
import type { Connection } from "./connection.ts";
import type { DatabaseCopy, KeptState } from "./copy.ts";
import { type HeldTemplate, type KeptKeeper, makeKept } from "./keepers.ts";
import { openServer } from "./open-server.ts";
import { createScratch, createEmpty, type Keeper, lockOf } from "./scratch-keeper.ts";
import { onDatabase } from "./settings.ts";
import { runDrop } from "./whole-database.ts";

/** A database made from a template, which whoever comes first makes. */
export async function openServerCopy(server: string, state: KeptState): Promise<DatabaseCopy> {
  const made = { key: state.keys.at(-1)!, family: state.family };
  const { name, drop } = await makeKept(server, made, async (by) => {
    const template = await holdTemplate(by, state);
    return newFrom(by.keeper, (copy) => createFrom(by.keeper.connection, template, copy));
  });
  return { url: onDatabase(server, name) as string, close: drop };
}

/** A new name, whose database is dropped where it does not come to be as it should. */
async function newFrom(keeper: Keeper, make: (name: string) => Promise<void>): Promise<string> {
  const name = await keeper.newName();
  try {
    await make(name);
  } catch (error) {
    await keeper.drop(name);
    throw error;
  }
  return name;
}

/** The template of a state, which stays for as long as the keeper's session. */
async function holdTemplate(by: KeptKeeper, state: KeptState): Promise<string> {
  const session = by.keeper.connection;
  if (by.template?.session !== session) by.template = await useTemplate(by, state);
  const { family, name } = by.template;
  await dropUnused(session, family, name);
  return name;
}

async function useTemplate(by: KeptKeeper, state: KeptState): Promise<HeldTemplate> {
  const session = by.keeper.connection;
  const family = await familyOf(session, state);
  const names = state.keys.map((key) => `${family}_${hash([version, key]).slice(0, 24)}`);
  const name = names.at(-1)!;
  await advisory(session, "pg_advisory_lock_shared", name);
  if (!(await isThere(session, name))) {
    await advisory(session, "pg_advisory_unlock_shared", name);
    await makeAlone(by, state, names);
  }
  return { session, family, name };
}

/** Makes a template that is not there, and holds it together with others from then on. */
async function makeAlone(
  by: KeptKeeper,
  state: KeptState,
  names: readonly string[],
): Promise<void> {
  const { connection } = by.keeper;
  const template = names.at(-1)!;
  await advisory(connection, "pg_advisory_lock", template);
  try {
    if (!(await isThere(connection, template))) await makeTemplate(by, state, names);
    await advisory(connection, "pg_advisory_lock_shared", template);
  } finally {
    await advisory(connection, "pg_advisory_unlock", template);
  }
}

/** Templates of one family are told apart from others by their names; they are used over one database of the server, whose locks they are. */
async function familyOf(connection: Connection, { family }: KeptState): Promise<string> {
  const [row] = await connection.query<{ name: string }>(
    "SELECT pg_catalog.current_database() AS name",
  );
  return `pgmaestro_template_${hash([family, row!.name]).slice(0, 12)}`;
}

function hash(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/**
 * Who uses a template holds its lock together with others, who makes or drops it holds it alone.
 * @returns whether it was got, where it was tried
 */
async function advisory(
  connection: Connection,
  call:
    | "pg_advisory_lock"
    | "pg_advisory_lock_shared"
    | "pg_advisory_unlock"
    | "pg_advisory_unlock_shared"
    | "pg_try_advisory_lock"
    | "pg_try_advisory_lock_shared",
  template: string,
): Promise<boolean> {
  const [row] = await connection.query<{ got: boolean }>(
    `SELECT pg_catalog.${call}(${lockOf("$1::text")}) AS got`,
    [template],
  );
  return row!.got;
}

async function isThere(connection: Connection, name: string): Promise<boolean> {
  const query = "SELECT FROM pg_catalog.pg_database WHERE datname = $1";
  return (await connection.query(query, [name])).length > 0;
}

/** It grows under another name, which is dropped if its maker is killed. Nobody can connect to it afterwards, and be in the way of a copy. */
async function makeTemplate(
  { keeper, server }: KeptKeeper,
  state: KeptState,
  names: readonly string[],
): Promise<void> {
  const draft = await newFrom(keeper, async (name) => {
    await beginFrom(keeper.connection, names, name);
    const { connection, close } = await openServer(onDatabase(server, name));
    await state.make(connection).finally(close);
    await alter(keeper.connection, name, "ALLOW_CONNECTIONS false");
    await alter(keeper.connection, name, `RENAME TO ${names.at(-1)}`);
  });
  await keeper.letGo(draft);
}

async function alter(connection: Connection, name: string, change: string): Promise<void> {
  await connection.query(`ALTER DATABASE ${name} ${change}`);
}

/** A draft, from the last of these states that is there and that nobody is dropping, or empty. */
async function beginFrom(
  connection: Connection,
  names: readonly string[],
  draft: string,
): Promise<void> {
  for (const earlier of names.slice(0, -1).toReversed()) {
    if (!(await advisory(connection, "pg_try_advisory_lock_shared", earlier))) continue;
    try {
      if (await isThere(connection, earlier)) return await createFrom(connection, earlier, draft);
    } finally {
      await advisory(connection, "pg_advisory_unlock_shared", earlier);
    }
  }
  await createEmpty(connection, draft);
}

/** Settings of a database are no part of what is copied with it. Each is made the session's own to be taken over as it is. */
async function createFrom(connection: Connection, template: string, name: string): Promise<void> {
  await createScratch(
    connection,
    "SELECT pg_catalog.format('CREATE DATABASE %I TEMPLATE %I', $1::text, $2::text) AS statement",
    [name, template],
  );
  const settings = await connection.query<{ name: string; value: string; role: string | null }>(
    `SELECT pg_catalog.split_part(one, '=', 1) AS name, pg_catalog.substr(one, pg_catalog.strpos(one, '=') + 1) AS value,
        CASE WHEN setrole <> 0 THEN pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(setrole)) END AS role
      FROM pg_catalog.pg_db_role_setting, pg_catalog.unnest(setconfig) one
      WHERE setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = $1)`,
    [template],
  );
  for (const setting of settings) await take(connection, name, setting);
}

async function take(
  connection: Connection,
  database: string,
  {
    name,
    value,
    role,
  }: { readonly name: string; readonly value: string; readonly role: string | null },
): Promise<void> {
  const subject = role === null ? `DATABASE ${database}` : `ROLE ${role} IN DATABASE ${database}`;
  await connection.query("BEGIN");
  try {
    await connection.query("SELECT pg_catalog.set_config($1, $2, true)", [name, value]);
    await connection.query(`ALTER ${subject} SET ${name} FROM CURRENT`);
  } finally {
    await connection.query("COMMIT");
  }
}

/** Other versions that nobody uses. What somebody does not let us drop stays. */
async function dropUnused(connection: Connection, family: string, used: string): Promise<void> {
  const others = await connection.query<{ name: string }>(
    `SELECT datname AS name FROM pg_catalog.pg_database
      WHERE datname ~ $1 AND datname <> $2 AND pg_catalog.pg_has_role(datdba, 'USAGE')`,
    [`^${family}_[0-9a-f]{24}$`, used],
  );
  for (const { name } of others) {
    if (!(await advisory(connection, "pg_try_advisory_lock", name))) continue;
    await runDrop(connection, name, false).finally(() =>
      advisory(connection, "pg_advisory_unlock", name),
    );
  }
}
