import type { Rule } from "../../rule.ts";
import appliedMigrationEdited from "./applied-migration-edited.ts";
import appliedMigrationMissing from "./applied-migration-missing.ts";
import appliedMigrationRenamed from "./applied-migration-renamed.ts";
import emptyMigration from "./empty-migration.ts";
import fileNameForm from "./file-name-form.ts";
import headerMismatch from "./header-mismatch.ts";
import headerMissing from "./header-missing.ts";
import invisibleCharacter from "./invisible-character.ts";
import nonAsciiIdentifier from "./non-ascii-identifier.ts";
import syntaxError from "./syntax-error.ts";
import unterminatedStatement from "./unterminated-statement.ts";
import versionOutOfOrder from "./version-out-of-order.ts";
import wrongEncoding from "./wrong-encoding.ts";

export default [
  headerMissing,
  headerMismatch,
  fileNameForm,
  versionOutOfOrder,
  appliedMigrationEdited,
  appliedMigrationMissing,
  appliedMigrationRenamed,
  emptyMigration,
  unterminatedStatement,
  syntaxError,
  nonAsciiIdentifier,
  invisibleCharacter,
  wrongEncoding,
] as readonly Rule[];
