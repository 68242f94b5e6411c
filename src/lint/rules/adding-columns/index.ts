import type { Rule } from "../../rule.ts";
import addColumnConstrainedDomain from "./add-column-constrained-domain.ts";
import addColumnGuardHidesDifference from "./add-column-guard-hides-difference.ts";
import addColumnJson from "./add-column-json.ts";
import addColumnNotNullWithoutDefault from "./add-column-not-null-without-default.ts";
import addColumnPrimaryKeyInline from "./add-column-primary-key-inline.ts";
import addColumnSerialOrIdentity from "./add-column-serial-or-identity.ts";
import addColumnStoredGenerated from "./add-column-stored-generated.ts";
import addColumnUniqueInline from "./add-column-unique-inline.ts";
import addColumnVolatileDefault from "./add-column-volatile-default.ts";
import addColumnWithCheck from "./add-column-with-check.ts";
import addColumnWithForeignKey from "./add-column-with-foreign-key.ts";

export default [
  addColumnVolatileDefault,
  addColumnSerialOrIdentity,
  addColumnStoredGenerated,
  addColumnConstrainedDomain,
  addColumnWithCheck,
  addColumnNotNullWithoutDefault,
  addColumnWithForeignKey,
  addColumnUniqueInline,
  addColumnPrimaryKeyInline,
  addColumnJson,
  addColumnGuardHidesDifference,
] as readonly Rule[];
