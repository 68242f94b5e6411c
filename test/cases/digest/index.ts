import type { Change } from "./change.ts";
import { schemas, tables } from "./tables.ts";
import { columns, constraints } from "./columns.ts";
import { indexes, sequences, views } from "./relations.ts";
import { triggers, routines } from "./routines.ts";
import { types, textSearch } from "./types.ts";
import { foreign } from "./foreign.ts";
import { access, roles } from "./access.ts";
import { noChange } from "./no-change.ts";

export { base, type Change } from "./change.ts";

export const changes: readonly Change[] = [
  ...schemas,
  ...tables,
  ...columns,
  ...constraints,
  ...indexes,
  ...sequences,
  ...views,
  ...triggers,
  ...routines,
  ...types,
  ...textSearch,
  ...foreign,
  ...access,
  ...roles,
  ...noChange,
];
