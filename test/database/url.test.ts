import pgConnectionString from "pg-connection-string";
import { describe, expect, test } from "vitest";
import { maskUrl } from "../../src/database/mask.ts";
import { urlFromParts } from "../../src/database/url.ts";

describe("a URL made of parts says what they say", () => {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");

  test.each([
    ["plain", { host: "h", port: "5432", database: "d", user: "u", password: "p" }],
    ["every ASCII character in the password", { host: "h", user: "u", password: ascii }],
    ["a URL as the password", { host: "h", user: "u", password: "postgres://a:b@c:1/d?e#f" }],
    ["percent signs in the password", { host: "h", user: "u", password: "%41%zz%" }],
    ["other alphabets in the password", { host: "h", user: "u", password: "pässwörd😀" }],
    ["every ASCII character in the user", { host: "h", user: ascii, password: "p" }],
    ["an empty password", { host: "h", user: "u", password: "" }],
    ["a password without a user", { host: "h", password: "p" }],
    ["a database with odd characters", { host: "h", database: `a b/c:@&=+$,;'"%é😀` }],
    ["a socket", { host: "/var/run/my sql:1", port: "5433", database: "d", user: "u" }],
    ["an IPv6 address", { host: "::1", port: "5433", database: "d" }],
    ["no port", { host: "db.example.com", database: "d" }],
  ])("%s", (_what, parts) => {
    const { host, port, database, user, password } = pgConnectionString.parse(urlFromParts(parts));
    expect({ host, port, database, user, password }).toEqual({
      port: "",
      database: null,
      user: "",
      password: "",
      ...parts,
    });
  });
});

describe("a password never shows", () => {
  const secrets = ["secret", "s3cr3t:with:colons", "se@cret", "se/cr?e#t", "s%65cret", "sec\nret"];
  const shapes: [string, (password: string) => string][] = [
    ["the usual shape", (password) => `postgres://user:${password}@host:5432/db`],
    ["the long scheme", (password) => `postgresql://user:${password}@host/db?sslmode=require`],
    ["no user", (password) => `postgres://:${password}@host/db`],
    ["a user with a host's name", (password) => `postgres://user@server:${password}@host/db`],
    ["a user with a slash", (password) => `postgres://us/er:${password}@host/db`],
    ["capitals", (password) => `POSTGRES://user:${password}@host/db`],
    ["an IPv6 host", (password) => `postgres://user:${password}@[::1]:5432/db`],
    ["several hosts", (password) => `postgres://user:${password}@a:1,b:2/db`],
    ["JDBC", (password) => `jdbc:postgresql://user:${password}@host/db`],
    ["no scheme", (password) => `user:${password}@host/db`],
  ];

  test.each(shapes)("in %s", (_shape, urlOf) => {
    for (const secret of secrets) {
      const shown = maskUrl(urlOf(secret));
      expect(shown).not.toContain(secret);
      expect(shown).toBe(urlOf("***"));
    }
  });

  test.each([
    ["postgres://host/db?user=u&password=secret&sslmode=require", "?user=u&password=***&sslmode"],
    ["postgres://host/db?PASSWORD=secret", "?PASSWORD=***"],
    ["postgres://host/db?sslpassword=secret#x", "?sslpassword=***#x"],
    ["jdbc:postgresql://host/db?user=u&password=secret", "&password=***"],
    ["host=h password=secret user=u", "host=h password=*** user=u"],
    [String.raw`password = 'se\'cret word' host=h`, "password = *** host=h"],
  ])("in %s", (url, expected) => {
    expect(maskUrl(url)).toContain(expected);
    expect(maskUrl(url)).not.toMatch(/cret/);
  });

  test.each([
    "postgres://host/db",
    "postgres://user@host:5432/db",
    "postgres:///db?host=/var/run",
    "postgres://user@[::1]:5432/db",
    "pglite:./a:b@c",
    "",
  ])("and nothing else is changed: %j", (url) => {
    expect(maskUrl(url)).toBe(url);
  });
});
