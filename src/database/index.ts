export type { IdleLimit } from "./attention.ts";
export { holderOf, lockHolder, PG_MIGRATE_LOCK_ID, withAdvisoryLock } from "./advisory-lock.ts";
export {
  asStatementError,
  LostConnection,
  StatementError,
  type Answer,
  type Connection,
  type Notice,
  type RunWatch,
} from "./connection.ts";
export { citusVersion, citusVersionIn, isReferenceTable } from "./citus.ts";
export { isTurnedAway, refusalState } from "./connection-failed.ts";
export { extensionsIn } from "./extensions.ts";
export { type StandIn, standInsAmong } from "./citus-stand-in.ts";
export { publicError, withConnection, type Database, type PgPoolLike } from "./open.ts";
export type { PGliteLike } from "./embedded.ts";
export type { PgClientLike } from "./server.ts";
export {
  isAddress,
  overTls,
  shownAddress,
  withConnectTimeout,
  type ServerSettings,
} from "./settings.ts";
export { refuseWrongSettings } from "./given-settings.ts";
export { maskUrl, maskUrlsIn } from "./mask.ts";
export { withHeldDatabase } from "./held.ts";
export { hasObjects } from "./has-objects.ts";
export { isDatabaseUrl, isEmbeddedUrl, isServerUrl, urlFromParts } from "./url.ts";
export { openServer, type OpenServer } from "./open-server.ts";
export { openPool, type Pool } from "./pool.ts";
export { runComment, shownSession } from "./sessions.ts";
export { refuseAbsent } from "./absent-database.ts";
export { embeddedDirectory } from "./open-embedded.ts";
export { makeDirectories } from "./directories.ts";
export { KeptFiles, readKept, writeKept } from "./kept-files.ts";
export { makePrivateDirectory, writePrivateFile } from "./private-files.ts";
export { makeDatabase, removeDatabase } from "./whole-database.ts";
export { openCopy } from "./copies.ts";
export type { DatabaseCopy, PGliteInstance } from "./copy.ts";
export { withScratch } from "./scratch.ts";
export type { Scratch, Scratches, ScratchOptions } from "./scratches.ts";
export { serveEmbedded, type Served } from "./serve.ts";
export { oneName, type ServerPlace, serverPlaceOf } from "./server-place.ts";
