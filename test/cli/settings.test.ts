import { mkdirSync } from "node:fs";
import { join } from "node:path";
import pgConnectionString from "pg-connection-string";
import { describe, expect, test } from "vitest";
import { allSettings } from "../../src/settings/all.ts";
import { refuseUnsetVariable } from "../../src/settings/database-url.ts";
import { readDotenv, readEnvironment } from "../../src/settings/environment.ts";
import { lintConfigIn, resolveSettings } from "../../src/settings/resolve.ts";
import { scratchUrl } from "../../src/settings/scratch-url.ts";
import type { Sources } from "../../src/settings/sources.ts";
import { ConfigurationError } from "../../src/errors/index.ts";
import { directoryOf } from "../support/migrations.ts";
import { thrown } from "../support/thrown.ts";

interface Places {
  readonly flags?: Sources["flags"];
  readonly environment?: Record<string, string>;
  readonly dotenv?: Record<string, string>;
  readonly config?: Record<string, unknown>;
  readonly configPackage?: Record<string, unknown>;
}

function settings(places: Places) {
  return resolveSettings(allSettings, sourcesOf(places));
}

function sourcesOf({
  flags = {},
  environment = {},
  dotenv = {},
  config,
  configPackage,
}: Places): Sources {
  return {
    flags,
    environment: readEnvironment(environment, dotenv, ".env"),
    config: config && { path: "pgmaestro.config.json", content: config },
    configPackage: configPackage && { path: "db of the package config", content: configPackage },
  };
}

describe("of a setting that several give", () => {
  const flags = { migrationsDir: "flag" };
  const environment = { PGMAESTRO_MIGRATIONS_DIR: "variable" };
  const dotenv = { PGMAESTRO_MIGRATIONS_DIR: "dotenv" };
  const config = { migrationsDir: "config" };
  const configPackage = { migrationsDir: "package" };

  test.each([
    ["the flag", { flags, environment, dotenv, config }, "flag", "--migrations-dir"],
    [
      "then the environment",
      { environment, dotenv, config },
      "variable",
      "PGMAESTRO_MIGRATIONS_DIR in the environment",
    ],
    ["then .env", { dotenv, config }, "dotenv", "PGMAESTRO_MIGRATIONS_DIR in .env"],
    ["then the config file", { config, configPackage }, "config", "pgmaestro.config.json"],
    ["then the config package", { configPackage }, "package", "db of the package config"],
    ["then the default", {}, "migrations", "default"],
  ])("%s wins, and is named as the source", (_what, sources, value, source) => {
    expect(settings(sources).migrationsDir).toEqual({ value, source });
  });

  test("an empty variable is not set", () => {
    const empty = { PGMAESTRO_MIGRATIONS_DIR: "" };
    expect(settings({ environment: empty, dotenv, config }).migrationsDir.value).toBe("dotenv");
    expect(settings({ environment: empty, dotenv: empty, config }).migrationsDir.value).toBe(
      "config",
    );
  });

  test("a flag that says no wins over a variable that says yes", () => {
    const PGMAESTRO_CHECK_ORDER = "true";
    expect(
      settings({ flags: { checkOrder: false }, environment: { PGMAESTRO_CHECK_ORDER } }).checkOrder
        .value,
    ).toBe(false);
  });
});

test("without a word from anybody the defaults hold, and no database is named", () => {
  const values = Object.entries(settings({})).map(([name, found]) => [name, found?.value]);
  expect(Object.fromEntries(values)).toEqual({
    migrationsDir: "migrations",
    useGlob: false,
    migrationsTable: "pgmigrations",
    createSchema: false,
    transaction: "auto",
    checkOrder: true,
    lock: true,
    wait: 0,
    lockWait: 60,
    heartbeat: 10,
    logFormat: "text",
    keepSettings: false,
    decamelize: false,
    tsconfigPaths: false,
    plainTypes: false,
    migrationFileLanguage: "sql",
  });
});

test("what is said of linting is the config's", () => {
  const config = { lint: { sets: ["safety"] } };
  const configPackage = { lint: { sets: ["strict"] } };
  expect(lintConfigIn(sourcesOf({ config, configPackage }))).toEqual({
    value: { sets: ["safety"] },
    source: "pgmaestro.config.json",
  });
  expect(lintConfigIn(sourcesOf({ configPackage }))?.source).toBe("db of the package config");
});

describe("a variable's text becomes a value", () => {
  test.each([
    ["PGMAESTRO_SCHEMA", "a, b", "schema", ["a", "b"]],
    ["PGMAESTRO_LOCK", "off", "lock", false],
    ["PGMAESTRO_CHECK_ORDER", "0", "checkOrder", false],
    ["PGMAESTRO_CHECK_ORDER", "YES", "checkOrder", true],
    ["PGMAESTRO_LOCK_WAIT", "1.5", "lockWait", 1.5],
    ["PGMAESTRO_TRANSACTION", "each", "transaction", "each"],
    ["PGMAESTRO_LOCK_VALUE", "7241865325823964", "lockValue", "7241865325823964"],
    ["PGMAESTRO_USE_GLOB", "true", "useGlob", true],
    ["PGMAESTRO_TSCONFIG_PATHS", "true", "tsconfigPaths", true],
    ["PGMAESTRO_TSCONFIG_PATHS", "tsconfig.app.json", "tsconfigPaths", "tsconfig.app.json"],
    ["PGMAESTRO_MIGRATION_FILE_LANGUAGE", "ts", "migrationFileLanguage", "ts"],
  ] as const)("%s=%s", (name, text, setting, value) => {
    expect(settings({ environment: { [name]: text } })[setting]?.value).toEqual(value);
  });

  test.each([
    ["PGMAESTRO_LOCK", "perhaps"],
    ["PGMAESTRO_LOCK_WAIT", "-1"],
    ["PGMAESTRO_LOCK_WAIT", "soon"],
    ["PGMAESTRO_TRANSACTION", "some"],
  ])("%s=%s is refused with its source", (name, text) => {
    const error = thrown(ConfigurationError, () => settings({ dotenv: { [name]: text } }));
    expect(error.message).toContain(`${name} in .env: "${text}"`);
  });
});

describe("the database is named by", () => {
  const DATABASE_URL = { DATABASE_URL: "postgres://a/url" };
  const POSTGRES = { POSTGRES_HOST: "b", POSTGRES_DB: "parts" };
  const PG = { PGHOST: "c", PGDATABASE: "libpq" };
  const config = { databaseUrl: "postgres://d/config" };
  const all = { ...DATABASE_URL, ...POSTGRES, ...PG };

  test.each([
    ["the flag", { flags: { databaseUrl: "pglite:x" }, environment: all, config }, "pglite:x"],
    ["then DATABASE_URL", { environment: all, config }, "postgres://a/url"],
    ["even that of .env", { environment: PG, dotenv: DATABASE_URL, config }, "postgres://a/url"],
    ["then POSTGRES_…", { environment: { ...POSTGRES, ...PG }, config }, "postgres://b/parts"],
    ["then PG…", { environment: PG, config }, "postgres://c/libpq"],
    [
      "then the config file",
      { config, configPackage: { databaseUrl: "postgres://e/package" } },
      "postgres://d/config",
    ],
    [
      "then the config package",
      { configPackage: { databaseUrl: "postgres://e/package" } },
      "postgres://e/package",
    ],
  ])("%s", (_what, sources, url) => {
    expect(settings(sources).databaseUrl?.value).toBe(url);
  });

  test.each([
    ["a flag", { flags: { databaseUrlVar: "OTHER" } }],
    ["the config file", { config: { databaseUrlVar: "OTHER" } }],
  ])("the variable that %s names", (_what, sources) => {
    const environment = { OTHER: "postgres://e/other", ...all };
    expect(settings({ ...sources, environment }).databaseUrl).toEqual({
      value: "postgres://e/other",
      source: "OTHER in the environment",
    });
  });

  test("a variable that is named but not set is refused", () => {
    const flags = { databaseUrlVar: "OTHER" };
    const found = settings({ flags, environment: all, config });
    const error = thrown(ConfigurationError, () => refuseUnsetVariable(found));
    expect(error.message).toBe("The variable OTHER is not set");
  });

  test("a password alone in the environment names no database where a config does", () => {
    const environment = { PGPASSWORD: "p", POSTGRES_PASSWORD: "p" };
    expect(settings({ environment, config }).databaseUrl?.value).toBe("postgres://d/config");
    expect(settings({ environment }).databaseUrl?.value).toBe("postgres://:p@localhost/");
  });

  test("parts from several places, and the source tells all of them", () => {
    const environment = { POSTGRES_PASSWORD: "p" };
    const dotenv = { POSTGRES_HOST: "h", POSTGRES_USER: "u", POSTGRES_PASSWORD: "other" };
    expect(settings({ environment, dotenv }).databaseUrl).toEqual({
      value: "postgres://u:p@h/",
      source: "POSTGRES_HOST, POSTGRES_USER, POSTGRES_PASSWORD in .env and the environment",
    });
  });

  test.each(["POSTGRES_", "PG"])("%s variables, with any character in the password", (prefix) => {
    const password = ` !"#$%&'()*+,-./:;<=>?@[\\]^_{|}~%41äß😀`;
    const database = prefix === "PG" ? "PGDATABASE" : "POSTGRES_DB";
    const environment = {
      [`${prefix}HOST`]: "db.example.com",
      [`${prefix}PORT`]: "6543",
      [`${prefix}USER`]: "me@work",
      [`${prefix}PASSWORD`]: password,
      [database]: "d",
    };
    expect(
      pgConnectionString.parse(String(settings({ environment }).databaseUrl!.value)),
    ).toMatchObject({
      host: "db.example.com",
      port: "6543",
      user: "me@work",
      password,
      database: "d",
    });
  });
});

describe("the server for scratch databases", () => {
  const scratchDatabaseUrl = "postgres://c/config";
  const SCRATCH_DATABASE_URL = "postgres://b/variable";
  const flags = { scratch: "postgres://a/flag" };

  test.each([
    [
      "the flag",
      { flags, environment: { SCRATCH_DATABASE_URL }, config: { scratchDatabaseUrl } },
      "postgres://a/flag",
      "--scratch",
    ],
    [
      "then the environment",
      { environment: { SCRATCH_DATABASE_URL }, config: { scratchDatabaseUrl } },
      "postgres://b/variable",
      "SCRATCH_DATABASE_URL in the environment",
    ],
    [
      "then .env",
      { dotenv: { SCRATCH_DATABASE_URL }, config: { scratchDatabaseUrl } },
      "postgres://b/variable",
      "SCRATCH_DATABASE_URL in .env",
    ],
    [
      "then the config file",
      { config: { scratchDatabaseUrl }, configPackage: { scratchDatabaseUrl: "postgres://d/x" } },
      "postgres://c/config",
      "pgmaestro.config.json",
    ],
    [
      "then the config package",
      { configPackage: { scratchDatabaseUrl } },
      "postgres://c/config",
      "db of the package config",
    ],
  ])("is named by %s", (_what, sources, value, source) => {
    expect(settings(sources).scratchDatabaseUrl).toEqual({ value, source });
    expect(scratchUrl(settings(sources))).toBe(value);
  });

  test("is nobody's where nobody names it, whatever the target", () => {
    expect(scratchUrl(settings({ environment: { DATABASE_URL: "postgres://a/b" } }))).toBe(
      undefined,
    );
  });

  test("is asked for TLS as the target is", () => {
    expect(scratchUrl(settings({ flags: { ...flags, rejectUnauthorized: true } }))).toBe(
      "postgres://a/flag?sslmode=verify-full",
    );
  });

  test.each(["pglite:./x", "mysql://a/b", "host=a dbname=b"])("is not %s", (scratch) => {
    const error = thrown(ConfigurationError, () => scratchUrl(settings({ flags: { scratch } })));
    expect(error.message).toBe("--scratch is not the URL of a server");
    expect(error.hint).toContain("postgresql://");
  });

  test.each([
    ["the same URL", "postgres://u:p@h/d", "postgres://u:p@h/d"],
    ["another scheme, user and port as usual", "postgres://u@h/d", "postgresql://v:p@H:5432/d?x=1"],
    ["localhost by its number", "postgres://localhost/d", "postgres://127.0.0.1/d"],
    ["no host", "postgres:///d", "postgres://localhost/d"],
    ["a database named as the user", "postgres://d@h", "postgres://h/d"],
    ["host and port as parameters", "postgres:///d?host=h&port=1", "postgres://h:1/d"],
    ["a socket", "postgres:///d?host=/run/pg", "postgres:///d?host=/run/pg"],
  ])("is not the target: %s", (_what, databaseUrl, scratch) => {
    const found = settings({ flags: { databaseUrl, scratch } });
    const error = thrown(ConfigurationError, () => scratchUrl(found));
    expect(error.message).toBe("--scratch is the database that --database-url names as the target");
  });

  test("is not the target that a config's settings name", () => {
    const config = { databaseUrl: { host: "h", database: "d" } };
    const refused = settings({ flags: { scratch: "postgres://h/d" }, config });
    thrown(ConfigurationError, () => scratchUrl(refused));
    const other = settings({ flags: { scratch: "postgres://h/e" }, config });
    expect(scratchUrl(other)).toBe("postgres://h/e");
  });

  test.each([
    ["another database", "postgres://h/d", "postgres://h/e"],
    ["another port", "postgres://h/d", "postgres://h:5433/d"],
    ["an embedded target", "pglite:./d", "postgres://h/d"],
    ["a target that is no URL", "postgres://h:x/d", "postgres://h/d"],
  ])("may be beside it: %s", (_what, databaseUrl, scratch) => {
    expect(scratchUrl(settings({ flags: { databaseUrl, scratch } }))).toBe(scratch);
  });
});

describe("the .env file", () => {
  test("is read with quotes, comments and line breaks", async () => {
    const text = `A=1\n# B=2\nexport C='it "is" #c'\nD="x\\ny"\r\nE=\n`;
    const path = join(directoryOf({ ".env": text }), ".env");
    expect(await readDotenv(path)).toEqual({ A: "1", C: 'it "is" #c', D: "x\ny", E: "" });
  });

  test("is refused where it is named but not there, or a directory", async () => {
    const directory = directoryOf({});
    mkdirSync(join(directory, ".env"));
    await expect(readDotenv(join(directory, "absent.env"))).rejects.toThrow(ConfigurationError);
    await expect(readDotenv(join(directory, ".env"))).rejects.toThrow(ConfigurationError);
  });
});
