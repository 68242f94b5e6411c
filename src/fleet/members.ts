import { withConnection, type Connection } from "../database/index.ts";
import { ConfigurationError, InvalidRequestError } from "../errors/index.ts";
import { importFile } from "../migrations/index.ts";
import { AddressBook, memberOf } from "./address-book.ts";
import { member, memberFrom, presentKey, type Member } from "./member.ts";
import type { MemberSource } from "./settings.ts";

/**
 * The members that a source gives, one after the other; one that is listed twice comes twice.
 * @param control the control database, on which a query is run
 * @throws ConfigurationError
 */
export async function* fleetMembers(
  source: MemberSource,
  control: Connection,
): AsyncGenerator<Member> {
  if ("schemas" in source) yield* schemasOf(source);
  else yield* numbered(givenBy(source, control), placeIn(source));
}

function givenBy(
  source: Exclude<MemberSource, { readonly schemas: string }>,
  control: Connection,
): AsyncIterable<unknown> | Iterable<unknown> {
  if ("list" in source) return source.list;
  return "query" in source ? rowsOf(source.query, control) : exportsOf(source.module);
}

function placeIn(source: MemberSource): string {
  if ("list" in source) return "fleet.members.list";
  return "query" in source ? "fleet.members.query" : `fleet.members.module`;
}

async function* numbered(
  all: AsyncIterable<unknown> | Iterable<unknown>,
  place: string,
): AsyncGenerator<Member> {
  let count = 0;
  for await (const given of all) yield memberFrom(given, `${place}: number ${++count}`);
}

/** How many rows are held at a time. */
const page = 1000;

/** By a cursor, so that a large fleet is never held whole. */
async function* rowsOf(query: string, control: Connection): AsyncGenerator<unknown> {
  const cursor = "pgmaestro_fleet_members";
  await control.query(`DECLARE ${cursor} NO SCROLL CURSOR WITH HOLD FOR ${query}`);
  try {
    for (;;) {
      const rows = await control.query(`FETCH ${page} FROM ${cursor}`);
      yield* rows;
      if (rows.length < page) return;
    }
  } finally {
    await control.query(`CLOSE ${cursor}`);
  }
}

async function* exportsOf(file: string): AsyncGenerator<unknown> {
  const { default: exported } = await importFile(file);
  const made: unknown = typeof exported === "function" ? await exported() : exported;
  if (!isIterable(made))
    throw new ConfigurationError(
      `${file} gives no members`,
      "Its default export must be a list or an (async) iterable of members, or a function that returns one.",
    );
  yield* made;
}

function isIterable(made: unknown): made is AsyncIterable<unknown> | Iterable<unknown> {
  return (
    typeof made === "object" &&
    made !== null &&
    (Symbol.iterator in made || Symbol.asyncIterator in made)
  );
}

async function* schemasOf({
  database,
  schemas,
}: Extract<MemberSource, { readonly schemas: string }>): AsyncGenerator<Member> {
  const rows = await withConnection(
    database,
    { extensions: () => [], lockWait: 60 },
    (connection) => connection.query<Record<string, unknown>>(schemas),
  );
  for (const row of rows) yield member(database, schemaIn(row));
}

function schemaIn(row: Readonly<Record<string, unknown>>): string {
  const [schema] = Object.values(row);
  if (typeof schema === "string") return schema;
  throw new ConfigurationError(
    "fleet.members.schemas gives something else than the name of a schema",
    "Its first column must be a text that is never null: select nspname from pg_namespace where …",
  );
}

/** @throws InvalidRequestError */
export function refuseNoMembers(members: number): void {
  if (members === 0)
    throw new InvalidRequestError(
      "The fleet has no members",
      "Look at what `fleet.members` of the config gives.",
    );
}

/** Finds members again by their keys, which are all that the queue has of them. */
export type MemberBook = Pick<AddressBook, "find">;

/** Reads all members once; of schemas of one database none has to be kept. */
export async function memberBook(source: MemberSource, control: Connection): Promise<MemberBook> {
  if ("schemas" in source) return { find: (key) => memberOf(presentKey(key), source.database) };
  const book = new AddressBook();
  for await (const one of fleetMembers(source, control)) book.add(one);
  return { find: (key) => book.find(presentKey(key)) };
}
