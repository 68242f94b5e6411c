import { createRequire } from "node:module";

interface Manifest {
  readonly version: string;
  readonly repository?: { readonly url: string };
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

/** What package.json says; `scripts/build.js` writes it out, so that `dist/` and bundles of it read no file. */
const manifest = createRequire(import.meta.url)("../package.json") as Manifest;

/** The version of this package. */
export const version: string = manifest.version;

/** The address of its repository, once it has one. */
export const repository: string | undefined = manifest.repository?.url;

/** Which sources `dist/` was built from; undefined where they run themselves. What is kept of one build is not another's. */
export const build: string | undefined = undefined;

/** The optional packages and the versions that fit. */
export const optionalDependencies: Readonly<Record<string, string>> = manifest.optionalDependencies;
