import type { Connection } from "../../database/index.ts";
import { catalogStateStatement } from "./catalog-state.ts";
import { type Digest, DigestReader } from "./digest-reader.ts";
import {
  digestStatement,
  type IgnoredObjects,
  partStatement,
  type Platform,
  platformColumns,
} from "./statement.ts";

export type { Digest, IgnoredObjects };

/**
 * Reads a digest of all schema objects, the members of extensions excepted: an extension stands for them.
 * It takes a transaction of its own, so none may be open; no setting is left changed.
 * @throws StatementError | LostConnection
 */
export async function readDigest(connection: Connection, ignored: IgnoredObjects): Promise<Digest> {
  const reader = readers.get(connection)?.get(keyOf(ignored));
  const digest = await reader?.read();
  return digest === undefined || reader!.isTooNarrow ? readWithNew(connection, ignored) : digest;
}

/** What a session has prepared, by what is ignored: planning takes longer than running. */
const readers = new WeakMap<Connection, Map<string, DigestReader>>();

function keyOf({ schema, name, clusterWide = false }: IgnoredObjects): string {
  return JSON.stringify([schema, name, clusterWide]);
}

async function readWithNew(connection: Connection, ignored: IgnoredObjects): Promise<Digest> {
  const platform = await platformOf(connection);
  const state = await catalogStateStatement(connection);
  const statements = {
    whole: digestStatement(platform, ignored),
    ...(state !== undefined && { changes: { part: partStatement(platform, ignored), state } }),
  };
  const reader = new DigestReader(connection, statements, platform.isDistributed);
  const known = readers.get(connection) ?? new Map<string, DigestReader>();
  readers.set(connection, known.set(keyOf(ignored), reader));
  return (await reader.read()) ?? reader.prepareAndRead();
}

/** What can be asked of a server. */
export async function platformOf(connection: Connection): Promise<Platform> {
  const [platform] = await connection.query<Platform>(`SELECT ${platformColumns}`);
  return platform!;
}
