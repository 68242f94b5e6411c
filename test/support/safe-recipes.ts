import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { migrationsOfCase } from "./rule-cases.ts";

const directory = resolve(import.meta.dirname, "../cases/safe");

/** `test/cases/safe/`: how PostgreSQL's manual and other tools say to do something safely. `…_before` is what is there already. */
export const safeRecipes = readdirSync(directory).map((file) => {
  const text = readFileSync(join(directory, file), "utf8");
  const [, source = ""] = /^-- source: (.*)$/m.exec(text) ?? [];
  return { name: file.replace(/\.sql$/, ""), source, ...migrationsOfCase({ text }) };
});
