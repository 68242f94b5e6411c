import { MissingPackageError, type Location } from "./errors/index.ts";
import { optionalDependencies } from "./version.ts";

/** What needs a package that may be missing, and what else there is. */
const packages = {
  "@electric-sql/pglite": {
    purpose: "an embedded database",
    instead: "name a server (DATABASE_URL; --scratch for scratch databases)",
  },
  "@electric-sql/pglite-socket": { purpose: "serving an embedded database" },
  "@supabase/pg-delta": { purpose: "comparing schemas" },
  "@modelcontextprotocol/server": { purpose: "serving an assistant", version: "2" },
  jiti: {
    purpose: "a file that Node cannot import by itself, such as TypeScript,",
    instead: "write it in JavaScript that Node can import",
  },
  "pg-boss": { purpose: "a fleet", version: "10" },
} as const;

/** A package that a lean install (`npm install --omit=optional`) leaves out. */
export type OptionalPackage = keyof typeof packages;

/**
 * What `load` gives, which imports the package.
 * @throws MissingPackageError where the package is not installed
 */
export async function withPackage<Loaded>(
  name: OptionalPackage,
  load: () => Loaded | Promise<Loaded>,
): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    throw isNotFound(error) ? missingPackage(name, error) : error;
  }
}

/** The error that says which package to install. */
export function missingPackage(
  name: OptionalPackage,
  cause: unknown,
  location?: Location,
): MissingPackageError {
  const version = optionalDependencies[name]?.replace("^", "");
  return new MissingPackageError({ package: name, version, location, ...packages[name] }, cause);
}

/** By `import` and by `require.resolve`. */
export function isNotFound(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
}
