import type { extract } from "@supabase/pg-delta/extract";
import type { Fact, FactBase } from "@supabase/pg-delta/core";
import { type Connection, StatementError } from "../database/index.ts";
import type { HistoryTable } from "../history/index.ts";
import { readAttachments, type Attachments } from "./attachments/read.ts";
import { type Definitions, propertyOf, readDefinitions } from "./digest/definitions.ts";
import { sameForEverybody } from "./digest/digest-reader.ts";
import { platformOf } from "./digest/digest.ts";
import { inSchema } from "./digest/in-schema.ts";
import { type IgnoredObjects, type Platform, platformColumns } from "./digest/statement.ts";
import { withMultiranges } from "./multiranges.ts";
import { catalogObject } from "./objects.ts";
import { arrayItems } from "./properties/text.ts";
import { loadPgDelta } from "./pg-delta.ts";
import { isTableOrItsSequence, withoutHiddenFacts } from "./rewrite.ts";

/** A snapshot of a database's schema objects. What is in it is known to this folder only. */
export interface Catalog {
  readonly facts: FactBase;
  /** The tables that are partitions or children of others. */
  readonly attachments: Attachments;
  /** What digests are made of: properties of which facts know nothing, too. */
  readonly definitions: Definitions;
  /** The owner that objects have when nobody says otherwise. */
  readonly user: string;
  readonly majorVersion: number;
}

/**
 * Reads the catalog of a database once; our own history and journal do not count.
 * It takes a transaction of its own, so none may be open.
 * @throws StatementError
 */
export function readCatalog(connection: Connection, own: HistoryTable): Promise<Catalog> {
  return readBy((text, values) => connection.query(text, values), own, ignoredOn(connection, own));
}

/** A server's roles are everybody's: others may make some at the same time, so they do not count there. */
export function ignoredOn({ kind }: Connection, { schema, name }: HistoryTable): IgnoredObjects {
  return { schema, name, clusterWide: kind === "server" };
}

/**
 * For reading the catalog of one session many times. What it asks is prepared, since planning takes longer
 * than running; so the session should be our own.
 */
export function catalogReader(connection: Connection, own: HistoryTable): () => Promise<Catalog> {
  const ignored = ignoredOn(connection, own);
  let query = queryPrepared(connection);
  return async () => {
    try {
      return await readBy(query, own, ignored);
    } catch (error) {
      if (!(error instanceof StatementError) || error.server.sqlState !== preparedLost) throw error;
      query = queryPrepared(connection);
      return readBy(query, own, ignored);
    }
  };
}

/** invalid_sql_statement_name: a migration has thrown the prepared statements of the session away. */
const preparedLost = "26000";

type Query = (text: string, values?: readonly unknown[]) => Promise<object[]>;

let preparedCount = 0;

function queryPrepared(connection: Connection): Query {
  const names = new Map<string, string>();
  return async (text, values) => {
    if (values !== undefined || !/^\s*(?:SELECT|WITH)\b/i.test(text))
      return connection.query(text, values);
    let name = names.get(text);
    if (name === undefined) {
      name = `pgmaestro_${++preparedCount}`;
      await connection.query(`PREPARE ${name} AS ${text}`);
      names.set(text, name);
    }
    return connection.query(`EXECUTE ${name}`);
  };
}

async function readBy(query: Query, own: HistoryTable, ignored: IgnoredObjects): Promise<Catalog> {
  const { extract } = (await loadPgDelta()).extract;
  const { factBase } = await extract(poolOver(query));
  const [session] = (await query(
    `SELECT current_user AS user, ${platformColumns}`,
  )) as (Platform & { user: string })[];
  const { user, ...platform } = session!;
  const beside = await withSameSettings(query, async () => ({
    attachments: await readAttachments(query),
    definitions: await readDefinitions(query, platform, ignored),
  }));
  const facts = ofOthers(factBase, own, beside.definitions);
  return {
    facts: withMultiranges(facts, beside.definitions),
    ...beside,
    user,
    majorVersion: Math.floor(platform.version / 10_000),
  };
}

/**
 * Reads what digests are made of, in a transaction of its own. Our own history and journal do not count.
 * @param schema where only what is in that schema is asked for: it then goes without that name
 * @throws StatementError
 */
export async function readDefinitionsOf(
  connection: Connection,
  own: HistoryTable,
  schema?: string,
): Promise<Definitions> {
  const query: Query = (text) => connection.query(text);
  const platform = await platformOf(connection);
  const ignored = {
    ...ignoredOn(connection, own),
    ...(schema !== undefined && { otherThan: schema }),
  };
  const all = await withSameSettings(query, () => readDefinitions(query, platform, ignored));
  return schema === undefined ? all : inSchema(all, schema);
}

/** Definitions name everything with its schema, as pg-delta reads them. */
async function withSameSettings<Result>(
  query: Query,
  action: () => Promise<Result>,
): Promise<Result> {
  await query("BEGIN READ ONLY");
  try {
    await query(sameForEverybody);
    return await action();
  } finally {
    await query("COMMIT");
  }
}

type Pool = Parameters<typeof extract>[0];

/** The one session as the pool that the library asks for. */
function poolOver(query: Query): Pool {
  const client = {
    query: async (text: string, values?: readonly unknown[]) => ({
      rows: await query(text, values),
    }),
    release() {},
  };
  return { connect: async () => client } as unknown as Pool;
}

/** All but the history, its journal, the members of extensions, and what belongs to any of these; with what definitions know. */
function ofOthers(facts: FactBase, own: HistoryTable, definitions: Definitions): FactBase {
  return withoutHiddenFacts(
    facts,
    (fact) => isOwn(fact, own) || isMember(facts, fact) || isDomainNotNull(fact),
    (fact) => defined(fact, definitions),
  );
}

/** What facts do not say: whether a generated column is computed, the order of tags; and an index without the order in which its options were given. */
function defined({ id, payload }: Fact, definitions: Definitions): Fact["payload"] {
  const known = (property: string) => propertyOf(catalogObject(id), property, definitions);
  if (id.kind === "eventTrigger" && known("tags") !== undefined)
    return { ...payload, tags: arrayItems(known("tags")) };
  if (id.kind === "index") return { ...payload, def: known("definition") ?? payload["def"] };
  if (id.kind !== "column" || payload["generatedExpr"] == null) return payload;
  return known("generation") === "v" ? { ...payload, _virtual: true } : payload;
}

/** What the domain itself says already; a catalog entry of its own since PostgreSQL 17. */
function isDomainNotNull({ id, payload }: Fact): boolean {
  return id.kind === "constraint" && payload["type"] === "n";
}

function isMember(facts: FactBase, { id }: Fact): boolean {
  return facts.outgoingEdges(id).some(({ kind }) => kind === "memberOfExtension");
}

function isOwn(fact: Fact, own: HistoryTable): boolean {
  const names = [own.name, own.journalName];
  return isTableOrItsSequence(
    fact,
    ({ schema, name }) => schema === own.schema && names.includes(name),
  );
}
