import pgConnectionString from "pg-connection-string";
import { describe, expect, inject, test } from "vitest";
import { status } from "../../src/index.ts";
import { isAddress, overTls, shownAddress } from "../../src/database/index.ts";
import { onDatabase, onNode } from "../../src/database/settings.ts";
import { directoryOf } from "../support/migrations.ts";

test.each([
  ["postgres://u:p@h/d", "postgres://u:***@h/d"],
  [{ connectionString: "postgres://u:p@h/d" }, "postgres://u:***@h/d"],
  [{ host: "h", port: 1, user: "u", password: "p", database: "d" }, "postgres://u:***@h:1/d"],
  [{ user: "u", password: () => "p" }, "postgres://u:***@localhost/"],
  [{ host: "/run", database: "d" }, "postgres:///d?host=%2Frun"],
])("%j is shown as %s", (address, expected) => {
  expect(shownAddress(address)).toBe(expected);
});

test.each([
  ["postgres://h/d", true, "postgres://h/d?sslmode=verify-full"],
  ["postgres://h/d?a=1&sslmode=disable&b=2#x", false, "postgres://h/d?a=1&b=2&sslmode=no-verify#x"],
  ["pglite:./x", false, "pglite:./x"],
  [
    { host: "h", ssl: { ca: "c" } },
    false,
    { host: "h", ssl: { ca: "c", rejectUnauthorized: false } },
  ],
  [
    { connectionString: "postgres://h/d?sslmode=disable", ssl: true },
    true,
    { connectionString: "postgres://h/d", ssl: { rejectUnauthorized: true } },
  ],
])("%j over TLS, verified: %s", (address, reject, expected) => {
  expect(overTls(address, reject)).toEqual(expected);
});

test.each([
  ["postgres://u:p@h:1/d?sslmode=require", "postgres://u:p@worker:5432/d?sslmode=require"],
  ["postgres://h/d?host=/run&port=1", "postgres://worker:5432/d"],
  ["postgres:///d", "postgres://worker:5432/d"],
  [
    { host: "h", user: "u", database: "d" },
    { host: "worker", user: "u", database: "d", port: 5432 },
  ],
  [
    { connectionString: "postgres://h/d", ssl: true },
    { connectionString: "postgres://worker:5432/d", ssl: true },
  ],
])("%j on another node", (address, expected) => {
  expect(onNode(address, { host: "worker", port: 5432 })).toEqual(expected);
});

test("settings of the driver are an address, and connect", async () => {
  const { hostname, port, username, password } = new URL(inject("serverUrl"));
  const database = {
    host: hostname,
    port: Number(port),
    user: username,
    password,
    database: "postgres",
  };
  expect(isAddress(database)).toBe(true);
  const { target } = await status({ database, migrationsDir: directoryOf({}) });
  expect(target).toBe(`postgres://postgres:***@${hostname}:${port}/postgres`);
});

describe("another database of the same server", () => {
  test.each([
    ["postgres://u:p@h:1/app?sslmode=require#x", "postgres://u:p@h:1/new%20one?sslmode=require#x"],
    ["postgres://u:p@h", "postgres://u:p@h/new%20one"],
    ["postgresql:///app?host=/run", "postgresql:///new%20one?host=/run"],
    ["postgres://h?sslmode=disable", "postgres://h/new%20one?sslmode=disable"],
    ["socket:/run?db=app&encoding=utf8", "socket:/run?encoding=utf8&db=new%20one"],
    ["socket:/run", "socket:/run?db=new%20one"],
    ["/run/postgresql app", "/run/postgresql new one"],
  ])("%s", (url, expected) => {
    expect(onDatabase(url, "new one")).toBe(expected);
    expect(onDatabase({ connectionString: url, ssl: true }, "new one")).toEqual({
      connectionString: expected,
      ssl: true,
    });
  });

  test("is what the driver understands", () => {
    const url = onDatabase("postgres://u:p%2Fw@h:1/app?application_name=a%2Fb", "new");
    const parsed = pgConnectionString.parse(url as string);
    expect(parsed).toMatchObject({ user: "u", password: "p/w", host: "h", database: "new" });
    const slashed = onDatabase("postgres://h/app", "a/b c") as string;
    expect(pgConnectionString.parse(slashed).database).toBe("a/b c");
  });

  test("of settings", () => {
    expect(onDatabase({ host: "h", database: "app", password: "p" }, "new")).toEqual({
      host: "h",
      database: "new",
      password: "p",
    });
  });
});
