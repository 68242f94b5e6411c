import { closest, distance } from "fastest-levenshtein";
import * as v from "valibot";
import { levels } from "../lint/index.ts";
import { ruleSets } from "../lint/index.ts";
import { numberings } from "../migrations/index.ts";
import { languages } from "../migrations/index.ts";

const text = v.string("must be a text");
const yesOrNo = v.boolean("must be true or false");
const seconds = v.pipe(
  v.number("must be a number of seconds"),
  v.minValue(0, "must not be negative"),
);

const texts = v.array(text, "must be a list of texts");
const level = v.picklist(levels, `must be one of ${levels.join(", ")}`);

/** What it may say of linting; which rules there are is known where they are. */
const lint = v.strictObject(
  {
    sets: v.optional(
      v.array(
        v.picklist(ruleSets, `must be one of ${ruleSets.join(", ")}`),
        "must be a list of sets of rules",
      ),
    ),
    rules: v.optional(v.record(text, level, "must be an object: a rule's name, and its severity")),
    baseline: v.optional(text),
    postgres: v.optional(
      v.pipe(
        v.number("must be a major version of PostgreSQL"),
        v.integer("must be a major version of PostgreSQL"),
      ),
    ),
    failOn: v.optional(v.picklist(["error", "warning"], "must be error or warning")),
    smallTables: v.optional(texts),
    busyTables: v.optional(texts),
    statistics: v.optional(text),
    lockTimeout: v.optional(yesOrNo),
  },
  "must be an object of settings",
);

/** What a config file may say; each key is the camelCase name of a flag. */
const schema = v.strictObject({
  databaseUrl: v.optional(
    v.union([text, v.looseObject({})], "must be a URL, or an object of connection settings"),
  ),
  databaseUrlVar: v.optional(text),
  scratchDatabaseUrl: v.optional(text),
  migrationsDir: v.optional(text),
  useGlob: v.optional(yesOrNo),
  migrationsTable: v.optional(text),
  migrationsSchema: v.optional(text),
  schema: v.optional(v.union([text, v.array(text)], "must be a schema or a list of schemas")),
  createSchema: v.optional(yesOrNo),
  ignorePattern: v.optional(text),
  transaction: v.optional(
    v.picklist(["auto", "all", "each", "none"], "must be auto, all, each or none"),
  ),
  checkOrder: v.optional(yesOrNo),
  lock: v.optional(yesOrNo),
  lockWait: v.optional(seconds),
  lockValue: v.optional(v.union([text, v.number()], "must be a whole number")),
  decamelize: v.optional(yesOrNo),
  tsconfigPaths: v.optional(v.union([yesOrNo, text], "must be true, false or a path")),
  migrationFileLanguage: v.optional(
    v.picklist(languages, `must be one of ${languages.join(", ")}`),
  ),
  migrationFilenameFormat: v.optional(
    v.picklist(numberings, `must be one of ${numberings.join(", ")}`),
  ),
  templateFileName: v.optional(text),
  lint: v.optional(lint),
});

/** Every setting that a config file may hold. */
export const settingNames: readonly string[] = Object.keys(schema.entries);

/** What is wrong with a config file's content, if anything is. */
export function checkConfig(
  content: unknown,
): { readonly message: string; readonly hint: string } | undefined {
  const result = v.safeParse(schema, Array.isArray(content) ? undefined : content);
  if (result.success) return undefined;
  const [issue] = result.issues;
  const key = v.getDotPath(issue) ?? "";
  if (issue.type === "strict_object" && issue.expected === "never") {
    return { message: `unknown setting "${key}"`, hint: suggestion(key) };
  }
  return {
    message: key === "" ? "must hold an object of settings" : `"${key}" ${issue.message}`,
    hint: "docs/configuration.md lists the settings.",
  };
}

/** Among the settings that stand where the unknown one does. */
function suggestion(key: string): string {
  const place = key.startsWith("lint.") ? "lint." : "";
  const names = place === "" ? settingNames : Object.keys(lint.entries).map((name) => place + name);
  const near = closest(key, [...names]);
  return distance(key, near) <= Math.min(4, (key.length - place.length) / 3)
    ? `Did you mean "${near}"?`
    : `The settings are: ${names.join(", ")}.`;
}
