import * as v from "valibot";
import { ConfigurationError } from "../../errors/index.ts";
import { levels, ruleSets } from "../../lint/index.ts";
import { repeatableModes } from "../../verify/index.ts";
import { allSettings } from "./all.ts";
import type { SettingDefinition } from "./setting.ts";
import type { ConfigFile } from "./sources.ts";
import { nearestName } from "../../nearest-name.ts";

const text = v.string("must be a text");
const texts = v.array(text, "must be a list of texts");
const noList = "must be an object of settings";
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
    lockTimeout: v.optional(v.boolean("must be true or false")),
  },
  noList,
);

const verify = v.strictObject(
  {
    repeatable: v.optional(
      v.picklist(repeatableModes, `must be one of ${repeatableModes.join(", ")}`),
    ),
  },
  noList,
);

const inConfig = allSettings.filter(({ isFlagOnly }: SettingDefinition) => !isFlagOnly);

/** What a config file may say: every setting, each as its option understands it, and `lint`. */
const schema = v.strictObject({
  ...Object.fromEntries(inConfig.map((one) => [one.name, v.optional(valueOf(one))])),
  lint: v.optional(
    v.pipe(
      v.custom<v.InferInput<typeof lint>>((value) => !Array.isArray(value), noList),
      lint,
    ),
  ),
  verify: v.optional(verify),
});

function valueOf({ kind }: SettingDefinition) {
  return v.custom(
    (value) => value !== Infinity && kind.accept(value) !== undefined,
    `must be ${kind.expected}`,
  );
}

/** Every setting that a config file may hold. */
export const settingNames: readonly string[] = Object.keys(schema.entries);

/**
 * A config file's content, as it is.
 * @throws ConfigurationError for an unknown setting, or a value that one cannot have
 */
export function checkedConfig(path: string, content: unknown): ConfigFile["content"] {
  if (!Array.isArray(content) && v.is(schema, content)) return content;
  const { issues } = v.safeParse(schema, Array.isArray(content) ? undefined : content);
  const { message, hint } = problemOf(issues![0]);
  throw new ConfigurationError(`${path}: ${message}`, hint);
}

function problemOf(issue: v.BaseIssue<unknown>): {
  readonly message: string;
  readonly hint: string;
} {
  const key = v.getDotPath(issue) ?? "";
  if (issue.type === "strict_object" && issue.expected === "never")
    return { message: `unknown setting "${key}"`, hint: suggestion(key) };
  return {
    message: key === "" ? "must hold an object of settings" : `"${key}" ${issue.message}`,
    hint: "docs/configuration.md lists the settings.",
  };
}

/** Among the settings that stand where the unknown one does. */
function suggestion(key: string): string {
  const [group, { entries }] = Object.entries({ lint, verify }).find(([name]) =>
    key.startsWith(`${name}.`),
  ) ?? ["", { entries: schema.entries }];
  const place = group === "" ? "" : `${group}.`;
  const names = Object.keys(entries).map((name) => place + name);
  const near = nearestName(key, names, Math.min(4, (key.length - place.length) / 3));
  return near ? `Did you mean "${near}"?` : `The settings are: ${names.join(", ")}.`;
}
