import { PGlite, type Extensions } from "@electric-sql/pglite";
import { embeddedConnection, type PGliteLike } from "../../src/database/embedded.ts";
import { loadExtensions } from "../../src/database/extensions.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";

const extensions = ["btree_gist", "citext", "hstore", "pg_trgm", "pgcrypto", "uuid-ossp"];

/** Embedded scratch databases that are one in truth, emptied in between: opening one for each takes too long. */
export async function openReusedScratch(): Promise<OpenScratches> {
  const bundles = await loadExtensions(extensions);
  const pglite = await PGlite.create({ extensions: bundles as Extensions });
  return {
    fresh: async () => {
      await pglite.exec("DISCARD ALL");
      await pglite.exec(dropEverything);
      const connection = embeddedConnection(pglite as unknown as PGliteLike, "the scratch");
      return { connection, from: undefined, save: async () => {} };
    },
    close: () => pglite.close(),
  };
}

const dropEverything = `DO $$
  DECLARE statement text;
  BEGIN
    FOR statement IN
      SELECT format('DROP EVENT TRIGGER %I', evtname) FROM pg_event_trigger
      UNION ALL SELECT format('DROP PUBLICATION %I', pubname) FROM pg_publication
      UNION ALL SELECT format('DROP EXTENSION %I CASCADE', extname) FROM pg_extension WHERE extname <> 'plpgsql'
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
  END $$`;
