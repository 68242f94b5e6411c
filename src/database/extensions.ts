import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assumedCitus, citusStandIn, namesCitus } from "./citus-stand-in.ts";

/** PGlite's own packages for extensions that are not in its contrib folder, by the extension's name. */
const packages: Record<string, string> = {
  age: "@electric-sql/pglite-age",
  pg_hashids: "@electric-sql/pglite-pg_hashids",
  pg_ivm: "@electric-sql/pglite-pg_ivm",
  pg_textsearch: "@electric-sql/pglite-pg_textsearch",
  pg_uuidv7: "@electric-sql/pglite-pg_uuidv7",
  pgtap: "@electric-sql/pglite-pgtap",
  vector: "@electric-sql/pglite-pgvector",
};

/** A bundle as PGlite's `extensions` option takes it. */
export type ExtensionBundle = object;

const createExtension =
  /create\s+extension\s+(?:if\s+not\s+exists\s+)?(?:"([^"]+)"|([\w-]+))|(?:create|add)Extension\s*\(\s*\[?\s*["'`]([\w-]+)/gi;

/** The extensions that SQL texts, and calls of `pgm.createExtension`, ask for, each once. One named in a comment is loaded for nothing, which does no harm. */
export function extensionsIn(texts: Iterable<string>): string[] {
  const names = new Set<string>();
  let callsCitus = false;
  for (const text of texts) {
    callsCitus ||= namesCitus(text);
    for (const [, quoted, plain, called] of text.matchAll(createExtension))
      names.add(quoted ?? called ?? plain!.toLowerCase());
  }
  return [...names, ...(callsCitus && !names.has("citus") ? [assumedCitus] : [])];
}

/**
 * Loads the bundles of extensions. One that PGlite does not have is left out: the server then says so
 * at the statement that asks for it.
 */
export async function loadExtensions(
  names: readonly string[],
): Promise<Record<string, ExtensionBundle>> {
  const bundles: Record<string, ExtensionBundle> = {};
  for (const name of names) {
    const bundle = await loadExtension(name);
    if (bundle !== undefined) bundles[name] = bundle;
  }
  return bundles;
}

async function loadExtension(name: string): Promise<ExtensionBundle | undefined> {
  if (name === "citus" || name === assumedCitus) return citusStandIn(name === assumedCitus);
  if (!/^[\w-]+$/.test(name)) return undefined;
  const key = name.replaceAll("-", "_");
  try {
    const loaded = await import(packages[name] ?? `@electric-sql/pglite/contrib/${key}`);
    return loaded[key] as ExtensionBundle;
  } catch {
    return undefined;
  }
}

const recordFile = "pgmaestro-extensions.json";

/** The extensions that a data directory was opened with before; it cannot be opened without them. */
export function recordedExtensions(directory: string): string[] {
  const file = join(directory, recordFile);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as string[]) : [];
}

export function recordExtensions(directory: string, names: readonly string[]): void {
  writeFileSync(join(directory, recordFile), JSON.stringify([...names].toSorted()), {
    mode: 0o600,
  });
}
