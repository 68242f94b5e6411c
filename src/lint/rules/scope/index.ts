import type { Rule } from "../../rule.ts";
import createInPgCatalog from "./create-in-pg-catalog.ts";
import functionSearchPath from "./function-search-path.ts";
import searchPathDependent from "./search-path-dependent.ts";
import setSearchPath from "./set-search-path.ts";

export default [
  searchPathDependent,
  setSearchPath,
  createInPgCatalog,
  functionSearchPath,
] as readonly Rule[];
