import * as v from "valibot";
import { ConfigurationError } from "../errors/index.ts";
import { levels, ruleSets } from "../lint/index.ts";
import { repeatableModes } from "../verify/index.ts";
import { address, time } from "./kinds.ts";
import { allSettings } from "./all.ts";
import { type Environments, proof } from "./environment-definition.ts";
import type { SettingDefinition } from "./setting.ts";
import type { ConfigFile } from "./sources.ts";
import { nearestName } from "../nearest-name.ts";

const text = v.string("must be a text");
const texts = v.array(text, "must be a list of texts");
const noList = "must be an object of settings";
const level = v.picklist(levels, `must be one of ${levels.join(", ")}`);

const severities = v.record(
  text,
  level,
  "must be an object: a rule's name, and its severity; or a list of such, and of files of rules",
);
const rules = v.lazy((given) => (Array.isArray(given) ? v.array(ruleEntry) : severities));
const ruleEntry = v.lazy((given) => (typeof given === "string" ? text : severities));

/** What it may say of linting; which rules there are is known where they are. */
const lint = v.strictObject(
  {
    sets: v.optional(
      v.array(
        v.picklist(ruleSets, `must be one of ${ruleSets.join(", ")}`),
        "must be a list of sets of rules",
      ),
    ),
    rules: v.optional(rules),
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

const noEnvironments = "must be an object of environments by name";
const environment = v.strictObject(
  {
    url: v.optional(
      v.custom((value) => address.accept(value) !== undefined, `must be ${address.expected}`),
    ),
    protected: v.optional(v.boolean("must be true or false")),
    requires: v.optional(v.array(text, "must be a list of names of environments, and verify")),
    soak: v.optional(
      v.custom((value) => time.accept(value) !== undefined, `must be ${time.expected}`),
    ),
  },
  noList,
);

const byName = v.record(text, environment, noEnvironments);

const listed = "must be a list of URLs, or of objects with url, schema and wave";
const anAddress = v.custom(
  (value) => address.accept(value) !== undefined,
  `must be ${address.expected}`,
);
const amount = v.custom(
  (value) =>
    (Number.isInteger(value) && Number(value) >= 0) ||
    (typeof value === "string" && /^(?:\d{1,2}(?:\.\d+)?|100) ?%$/.test(value)),
  'must be a number of members, or a share such as "10%"',
);
const noNumber = "must be a whole number, 1 or more";
const number = v.pipe(v.number(noNumber), v.integer(noNumber), v.minValue(1, noNumber));

/** Members are told apart by their one key, so that an error names what is wrong with those that are meant. */
const members = v.lazy((given) => {
  const keys = Object.keys(given ?? {});
  if (keys.includes("list")) return v.strictObject({ list: v.array(v.any(), listed) }, noList);
  if (keys.includes("query")) return v.strictObject({ query: text }, noList);
  if (keys.includes("module")) return v.strictObject({ module: text }, noList);
  if (keys.includes("database") || keys.includes("schemas"))
    return v.strictObject({ database: anAddress, schemas: text }, noList);
  return v.custom(() => false, "must hold a list, a query, a module, or database and schemas");
});

/** A fleet, as docs/fleet.md describes it. */
const fleet = v.strictObject(
  {
    name: v.optional(text),
    environment: v.optional(text),
    control: anAddress,
    members,
    waves: v.optional(
      v.strictObject(
        {
          canary: v.optional(amount),
          // oxlint-disable-next-line unicorn/no-thenable -- a word of the config, and no function
          then: v.optional(v.array(amount, "must be a list of numbers of members, or of shares")),
          soak: v.optional(
            v.custom((value) => time.accept(value) !== undefined, `must be ${time.expected}`),
          ),
        },
        noList,
      ),
    ),
    maxFailures: v.optional(amount),
    concurrency: v.optional(
      v.lazy((given) =>
        typeof given === "number"
          ? number
          : v.strictObject(
              {
                worker: v.optional(number),
                host: v.optional(number),
                total: v.optional(number),
              },
              "must be a number, or an object with worker, host and total",
            ),
      ),
    ),
    retries: v.optional(
      v.pipe(
        v.number("must be a whole number"),
        v.integer("must be a whole number"),
        v.minValue(0, "must be 0 or more"),
      ),
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
  fleet: v.optional(fleet),
  environments: v.optional(
    v.pipe(
      v.custom<v.InferInput<typeof byName>>((value) => !Array.isArray(value), noEnvironments),
      byName,
    ),
  ),
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
 * @throws ConfigurationError for an unknown setting, a value that one cannot have, and what contradicts itself
 */
export function checkedConfig(path: string, content: unknown): ConfigFile["content"] {
  if (!Array.isArray(content) && v.is(schema, content)) {
    const checked = content as ConfigFile["content"];
    refuseContradictions(path, checked.environments ?? {});
    return checked;
  }
  const { issues } = v.safeParse(schema, Array.isArray(content) ? undefined : content);
  const { message, hint } = problemOf(issues![0]);
  throw new ConfigurationError(`${path}: ${message}`, hint);
}

/** What an environment requires must be there, and not require it in turn. */
function refuseContradictions(path: string, environments: Environments): void {
  const known = Object.keys(environments);
  if (known.includes(proof))
    throw new ConfigurationError(
      `${path}: an environment cannot be called ${proof}`,
      "In `requires` that word stands for a proof of verify; call it otherwise.",
    );
  for (const [name, { requires = [] }] of Object.entries(environments)) {
    const wrong = requires.find((one) => one === name || ![...known, proof].includes(one));
    if (wrong === undefined) continue;
    throw new ConfigurationError(
      `${path}: environments.${name} requires ${wrong === name ? "itself" : `"${wrong}", which is no environment`}`,
      `It can require ${[...known.filter((one) => one !== name), proof].join(", ")}.`,
    );
  }
  const circle = known.map((name) => circleFrom([name], environments)).find(Boolean);
  if (circle !== undefined)
    throw new ConfigurationError(
      `${path}: environments require one another in a circle: ${circle.join(" requires ")}`,
      "No migration could ever run in one of them. Take one of the names out of its `requires`.",
    );
}

/** The way from an environment back to itself, by what each requires. */
function circleFrom(
  way: readonly string[],
  environments: Environments,
): readonly string[] | undefined {
  for (const next of environments[way.at(-1)!]?.requires ?? []) {
    if (next === way[0]) return [...way, next];
    const circle = way.includes(next) ? undefined : circleFrom([...way, next], environments);
    if (circle !== undefined) return circle;
  }
  return undefined;
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
    hint: key.startsWith("fleet")
      ? "docs/fleet.md describes a fleet, and the four ways in which its members are given."
      : "docs/configuration.md lists the settings.",
  };
}

/** Among the settings that stand where the unknown one does. */
function suggestion(key: string): string {
  const [named] = /^environments\.[^.]*(?=\.)/.exec(key) ?? [];
  const groups = { lint, verify, fleet, ...(named && { [named]: environment }) };
  const [group, { entries }] = Object.entries(groups).find(([name]) =>
    key.startsWith(`${name}.`),
  ) ?? ["", { entries: schema.entries }];
  const place = group === "" ? "" : `${group}.`;
  const names = Object.keys(entries).map((name) => place + name);
  const near = nearestName(key, names, Math.min(4, (key.length - place.length) / 3));
  return near ? `Did you mean "${near}"?` : `The settings are: ${names.join(", ")}.`;
}
