import { describe, expect, test } from "vitest";
import { changesBy } from "../support/rich-check.ts";

const before = `create table users (id bigint primary key, email text not null, old text, note text);
  create table orders (id bigint primary key, user_id bigint references users);`;

/** The columns of a table as `change name`. */
const columns = async (change: string, table: string) => {
  const tables = await changesBy(before, change);
  const found = tables.find(({ name }) => name === table);
  return found?.columns.map(({ change: what, name }) => `${what} ${name}`);
};

describe("the tables that a change touches", () => {
  test("are those that differ, and those that they refer to", async () => {
    const tables = await changesBy(
      before,
      "alter table orders add column total int; create table logs (id int); update users set note = '';",
    );
    expect(tables.map(({ name, change }) => [name, change])).toEqual([
      ["logs", "added"],
      ["orders", "changed"],
      ["users", "same"],
    ]);
    expect(await changesBy(before, "update users set note = '';")).toEqual([]);
  });

  test("have their columns in order, those that were dropped where they were", async () => {
    const change =
      "alter table users drop column old, add column born date, alter column note type int;";
    expect(await columns(change, "users")).toEqual([
      "same id",
      "same email",
      "dropped old",
      "changed note",
      "added born",
    ]);
    expect(await columns("drop table users cascade;", "users")).toEqual([
      "dropped id",
      "dropped email",
      "dropped old",
      "dropped note",
    ]);
  });

  test("say of a column what it was and is", async () => {
    const [users] = await changesBy(
      before,
      "alter table users alter column email type varchar(20), alter column email drop not null, alter column email set default '';",
    );
    const state = { identity: false, generated: false, isKey: false };
    expect(users!.columns[1]).toEqual({
      name: "email",
      change: "changed",
      before: { ...state, type: "text", notNull: true, hasDefault: false },
      after: { ...state, type: "varchar(20)", notNull: false, hasDefault: true },
    });
  });

  test("say that a column is in the key from now on", async () => {
    const change = "alter table users drop constraint users_pkey, add primary key (id, email);";
    expect(await columns(change, "users")).toEqual([
      "same id",
      "changed email",
      "same old",
      "same note",
    ]);
  });

  test("have another name", async () => {
    const [table] = await changesBy(before, "alter table orders rename to sales;");
    expect(table).toMatchObject({
      name: "sales",
      change: "changed",
      was: { schema: "public", name: "orders" },
    });
  });

  test("have references, indexes and constraints that came and went", async () => {
    const tables = await changesBy(
      before,
      `alter table orders drop constraint orders_user_id_fkey;
       alter table users add column boss bigint references users, add check (email <> ''), add unique (email);
       create index by_note on users (note);`,
    );
    const [orders, users] = tables;
    expect(orders!.references).toMatchObject([
      { name: "orders_user_id_fkey", change: "dropped", columns: ["user_id"] },
    ]);
    expect(users!.references).toMatchObject([
      { change: "added", columns: ["boss"], to: { schema: "public", name: "users" } },
    ]);
    expect(users!.parts.map(({ kind, change, columns: on }) => [kind, change, on])).toEqual([
      ["index", "added", ["note"]],
      ["unique", "added", ["email"]],
      ["check", "added", ["email"]],
    ]);
  });

  test("are there where migrations only alter them", async () => {
    const tables = await changesBy("", "alter table theirs add column x int;");
    expect(tables).toMatchObject([
      { name: "theirs", change: "changed", columns: [{ name: "x", change: "added" }] },
    ]);
  });
});
