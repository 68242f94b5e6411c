import { expect, inject, test } from "vitest";
import { status } from "../../src/index.ts";
import { isAddress, overTls, shownAddress } from "../../src/database/index.ts";
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
