import type { Extensions } from "@electric-sql/pglite";
import { embeddedConnection, type PGliteLike } from "../../src/database/embedded.ts";
import { loadExtensions } from "../../src/database/extensions.ts";
import { openServerScratches } from "../../src/database/scratch-server.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";
import { openEmpty } from "./empty-database.ts";

const extensions = ["btree_gist", "citext", "hstore", "pg_trgm", "pgcrypto", "uuid-ossp"];

/** Embedded scratch databases that are one in truth, emptied in between: opening one for each takes too long. */
export async function openReusedScratch(): Promise<OpenScratches> {
  const bundles = await loadExtensions(extensions);
  const pglite = await openEmpty({ extensions: bundles as Extensions });
  return {
    known: async () => undefined,
    fresh: async () => {
      await pglite.exec("DISCARD ALL");
      await pglite.exec(dropEverything);
      await pglite.exec(dropRoles);
      const connection = embeddedConnection(pglite as unknown as PGliteLike, "the scratch");
      return { connection, from: undefined, save: async () => {} };
    },
    close: () => pglite.close(),
  };
}

/** The same on a server. */
export async function openReusedServerScratch(url: string): Promise<OpenScratches> {
  const scratches = await openServerScratches(url, { extensions: () => [] });
  const { connection } = await scratches.fresh();
  return {
    known: async () => undefined,
    fresh: async () => {
      await connection.run(["DISCARD ALL"]);
      await connection.run([dropEverything]);
      return { connection, from: undefined, save: async () => {} };
    },
    close: () => scratches.close(),
  };
}

const dropEverything = `DO $$
  DECLARE statement text;
  BEGIN
    FOR statement IN
      SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
      UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
      UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
      UNION ALL SELECT format('DROP FOREIGN DATA WRAPPER %I CASCADE', fdwname) FROM pg_foreign_data_wrapper
      UNION ALL SELECT format('DROP LANGUAGE %I CASCADE', lanname) FROM pg_language WHERE oid > 16383
      UNION ALL SELECT format('DROP ACCESS METHOD IF EXISTS %I CASCADE', amname) FROM pg_am WHERE oid > 16383
      UNION ALL SELECT format('SELECT lo_unlink(%s)', oid) FROM pg_largeobject_metadata
    LOOP
      EXECUTE statement;
    END LOOP;
    FOR statement IN
      SELECT format('DROP SCHEMA %I CASCADE', nspname) FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
    LOOP
      EXECUTE statement;
    END LOOP;
    CREATE SCHEMA public;
    GRANT USAGE ON SCHEMA public TO PUBLIC;
    SET LOCAL allow_system_table_mods = on;
    DELETE FROM pg_default_acl;
  END $$`;

/** An embedded database's roles are nobody else's. */
const dropRoles = `DO $$
  DECLARE role text;
  BEGIN
    FOR role IN SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND oid > 16383 LOOP
      EXECUTE format('DROP OWNED BY %I CASCADE', role);
      EXECUTE format('DROP ROLE %I', role);
    END LOOP;
  END $$`;
