import type { Change } from "./change.ts";

export const foreign: Change[] = [
  {
    title: "the options of a foreign data wrapper",
    setup: "CREATE FOREIGN DATA WRAPPER digest_fdw",
    change: "ALTER FOREIGN DATA WRAPPER digest_fdw OPTIONS (ADD debug 'true')",
    undo: "ALTER FOREIGN DATA WRAPPER digest_fdw OPTIONS (DROP debug)",
    differs: ["option debug of foreign data wrapper digest_fdw"],
    cleanUp: "DROP FOREIGN DATA WRAPPER digest_fdw",
  },
  {
    title: "a server, a user mapping and a foreign table with other options",
    setup: `CREATE FOREIGN DATA WRAPPER digest_fdw; CREATE SERVER digest_server FOREIGN DATA WRAPPER digest_fdw;
      CREATE USER MAPPING FOR PUBLIC SERVER digest_server OPTIONS (password 'old');
      CREATE FOREIGN TABLE app.far (a int OPTIONS (name 'x')) SERVER digest_server`,
    change: `ALTER SERVER digest_server OPTIONS (ADD host 'there');
      ALTER USER MAPPING FOR PUBLIC SERVER digest_server OPTIONS (SET password 'new');
      ALTER FOREIGN TABLE app.far OPTIONS (ADD table_name 't');
      ALTER FOREIGN TABLE app.far ALTER a OPTIONS (SET name 'y')`,
    undo: `ALTER SERVER digest_server OPTIONS (DROP host);
      ALTER USER MAPPING FOR PUBLIC SERVER digest_server OPTIONS (SET password 'old');
      ALTER FOREIGN TABLE app.far OPTIONS (DROP table_name);
      ALTER FOREIGN TABLE app.far ALTER a OPTIONS (SET name 'x')`,
    differs: [
      "option host of server digest_server",
      "option name of column app.far.a",
      "option password of user mapping PUBLIC on digest_server",
      "option table_name of foreign table app.far",
    ],
    cleanUp: "DROP FOREIGN DATA WRAPPER digest_fdw CASCADE",
  },
  {
    title: "a publication's table",
    setup: "CREATE PUBLICATION digest_pub",
    change: "ALTER PUBLICATION digest_pub ADD TABLE app.users",
    undo: "ALTER PUBLICATION digest_pub DROP TABLE app.users",
    differs: ["table app.users of publication digest_pub"],
    cleanUp: "DROP PUBLICATION digest_pub",
  },
  {
    title: "the rows and columns that a publication publishes, and a schema",
    since: 15,
    setup: "CREATE PUBLICATION digest_pub FOR TABLE app.users (id), TABLE app.orders",
    change:
      "ALTER PUBLICATION digest_pub SET TABLE app.users (id, email), app.orders WHERE (id > 0)",
    undo: "ALTER PUBLICATION digest_pub SET TABLE app.users (id), app.orders",
    differs: [
      "table app.orders of publication digest_pub",
      "table app.users of publication digest_pub",
    ],
    cleanUp: "DROP PUBLICATION digest_pub",
  },
  {
    title: "a schema of a publication",
    since: 15,
    setup: "CREATE PUBLICATION digest_pub",
    change: "ALTER PUBLICATION digest_pub ADD TABLES IN SCHEMA app",
    undo: "ALTER PUBLICATION digest_pub DROP TABLES IN SCHEMA app",
    differs: ["schema app of publication digest_pub"],
    cleanUp: "DROP PUBLICATION digest_pub",
  },
  {
    title: "what a publication publishes",
    setup: "CREATE PUBLICATION digest_pub",
    change: "ALTER PUBLICATION digest_pub SET (publish = 'insert')",
    undo: "ALTER PUBLICATION digest_pub SET (publish = 'insert, update, delete, truncate')",
    differs: ["publication digest_pub"],
    cleanUp: "DROP PUBLICATION digest_pub",
  },
  {
    title: "a subscription",
    serverOnly: "PGlite has no replication",
    setup:
      "CREATE SUBSCRIPTION digest_sub CONNECTION 'dbname=nowhere password=secret' PUBLICATION p WITH (connect = false, slot_name = NONE)",
    change: "ALTER SUBSCRIPTION digest_sub SET (synchronous_commit = local)",
    undo: "ALTER SUBSCRIPTION digest_sub SET (synchronous_commit = off)",
    differs: ["subscription digest_sub"],
    cleanUp: "DROP SUBSCRIPTION digest_sub",
  },
  {
    title: "an extension, whose members do not count",
    change: "CREATE EXTENSION pgcrypto SCHEMA app",
    undo: "DROP EXTENSION pgcrypto",
    differs: ["extension pgcrypto"],
  },
  {
    title: "the privileges of an extension's member",
    setup: "CREATE EXTENSION pgcrypto SCHEMA app",
    change: "REVOKE EXECUTE ON FUNCTION app.gen_salt(text) FROM PUBLIC",
    undo: "GRANT EXECUTE ON FUNCTION app.gen_salt(text) TO PUBLIC",
    differs: ["privileges of function app.gen_salt(text)"],
  },
  {
    title: "a function that depends on an extension",
    change: "ALTER FUNCTION app.touch() DEPENDS ON EXTENSION plpgsql",
    undo: "ALTER FUNCTION app.touch() NO DEPENDS ON EXTENSION plpgsql",
    differs: ["dependency on extension plpgsql of function app.touch()"],
  },
  {
    title: "the cost of an extension's function",
    setup: "CREATE EXTENSION pgcrypto SCHEMA app",
    change: "ALTER FUNCTION app.gen_salt(text) COST 7",
    undo: "ALTER FUNCTION app.gen_salt(text) COST 1",
    differs: ["functions of extension pgcrypto"],
  },
  {
    title: "a comment on an extension's function",
    setup: "CREATE EXTENSION pgcrypto SCHEMA app",
    change: "COMMENT ON FUNCTION app.gen_salt(text) IS 'ours'",
    undo: "COMMENT ON FUNCTION app.gen_salt(text) IS NULL",
    differs: ["comments of its members of extension pgcrypto"],
  },
  {
    title: "a comment on a language of an extension",
    change: "COMMENT ON LANGUAGE plpgsql IS 'ours'",
    undo: "COMMENT ON LANGUAGE plpgsql IS 'PL/pgSQL procedural language'",
    differs: ["comments of its members of extension plpgsql"],
    cleanUp: "COMMENT ON LANGUAGE plpgsql IS 'PL/pgSQL procedural language'",
  },
  {
    title: "a comment on a language of PostgreSQL's own",
    change: "COMMENT ON LANGUAGE sql IS 'ours'",
    undo: "COMMENT ON LANGUAGE sql IS 'SQL-language functions'",
    differs: ["comment of language sql"],
    cleanUp: "COMMENT ON LANGUAGE sql IS 'SQL-language functions'",
  },
];
