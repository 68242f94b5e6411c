import { setTimeout as sleep } from "node:timers/promises";
import { withScratch } from "../../dist/database/index.js";

/**
 * Opens a scratch database on a server, or an embedded one with a cache, and tells its name; where it is to
 * stay, it waits to be killed. As it is built, since Node runs no TypeScript.
 */
const [place = "", stay = ""] = process.argv.slice(2);
const where = place.startsWith("postgres") ? { server: place } : { cache: place };

await withScratch({ ...where, extensions: () => [] }, async ({ fresh }) => {
  const { connection } = await fresh();
  const [row] = await connection.query("select current_database() as name");
  process.stdout.write(`${row.name}\n`);
  if (stay !== "") await sleep(60_000);
});
