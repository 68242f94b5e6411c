// @ts-check
import { dbmate } from "./dbmate.js";
import { drizzle } from "./drizzle.js";
import { nodePgMigrate } from "./node-pg-migrate.js";
import { pgmaestro } from "./pgmaestro.js";
import { psql } from "./psql.js";

/** In the order they run: pgmaestro right after psql, which it is compared with. */
const tools = [psql, pgmaestro, nodePgMigrate, dbmate, drizzle];

/**
 * The tools of these names that can run here, or all that can where no name is given; says what is left out.
 * @param {string[]} names
 */
export function chooseTools(names) {
  const unknown = names.find((name) => !tools.some((tool) => tool.name === name));
  if (unknown !== undefined)
    throw new Error(`--tools: "${unknown}" is none of ${tools.map(({ name }) => name).join(", ")}`);
  const wanted = tools.filter((tool) => names.length === 0 || names.includes(tool.name));
  return wanted.filter((tool) => {
    const reason = tool.missing();
    if (reason !== undefined) console.error(`Without ${tool.name}: ${reason}.`);
    return reason === undefined;
  });
}
