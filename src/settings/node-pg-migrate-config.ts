import { lockWaitOf } from "./node-pg-migrate-flags.ts";
import type { ConfigFile } from "./sources.ts";

type Content = Readonly<Record<string, unknown>>;

/** What names a connection in a config of node-pg-migrate's shape. */
const connectionKeys = ["host", "port", "name", "database", "user", "password", "ssl"];

/**
 * The part of a config file that is in node-pg-migrate's shape: the section of that name where there is one, else
 * the whole, if any of it is. Undefined for a file in our own shape.
 */
export function foreignPart(content: unknown, section: string): unknown {
  if (typeof content === "string") return content;
  if (!isObject(content)) return undefined;
  if (section in content) return content[section];
  const isForeign = (key: string) =>
    key.includes("-") || key === "url" || connectionKeys.includes(key);
  return Object.keys(content).some(isForeign) ? content : undefined;
}

/**
 * Settings in node-pg-migrate's shape as ours, keys that are not known passed over.
 * @throws ConfigurationError for a value that a known key cannot have
 */
export async function checkedSettings(path: string, part: unknown): Promise<ConfigFile["content"]> {
  if (typeof part === "string") return { databaseUrl: part };
  if (!isObject(part)) return {};
  const { checkedConfig, settingNames } = await import("./config-schema.ts");
  const keys = Object.keys(part).filter((key) => settingNames.includes(camel(key)));
  const checked = checkedConfig(path, {
    ...Object.fromEntries(keys.map((key) => [camel(key), part[key]])),
    ...connectionIn(part),
  });
  return { ...checked, ...lockWaitIn(part) };
}

function camel(key: string): string {
  return key.replaceAll(/-([a-z])/g, (_dash, letter: string) => letter.toUpperCase());
}

/** A URL, or settings of the driver, whole or key by key. A variable's name that holds a URL is that URL. */
function connectionIn(part: Content): Content {
  const named = part["database-url-var"];
  const isName = typeof named === "string" && !named.includes("://");
  const url = part["url"] || partsOf(part);
  return {
    ...(url !== undefined && { databaseUrl: url }),
    ...(named !== undefined && (isName ? { databaseUrlVar: named } : { databaseUrl: named })),
    ...(named !== undefined && !isName && { databaseUrlVar: undefined }),
  };
}

function partsOf(part: Content): Content | undefined {
  const { host, port, name, database = name, user, password, ssl } = part;
  if (!host && !port && !database) return undefined;
  const parts = {
    host: host || "localhost",
    port: Number(port || 5432),
    database,
    user,
    password,
    ssl,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function lockWaitIn(part: Content): Content {
  const mode = part["advisory-lock-mode"];
  return mode === "fail" || mode === "wait" ? { lockWait: lockWaitOf(mode) } : {};
}

function isObject(value: unknown): value is Content {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
