import type { Rule } from "../../rule.ts";
import addCheckValidates from "./add-check-validates.ts";
import addExclusionConstraint from "./add-exclusion-constraint.ts";
import addForeignKeyValidates from "./add-foreign-key-validates.ts";
import addPrimaryKeyBuildsIndex from "./add-primary-key-builds-index.ts";
import addUniqueBuildsIndex from "./add-unique-builds-index.ts";
import domainConstraint from "./domain-constraint.ts";
import dropConstraint from "./drop-constraint.ts";
import dropForeignKeyLocksBoth from "./drop-foreign-key-locks-both.ts";
import dropPrimaryKey from "./drop-primary-key.ts";
import fkOnDeleteCascade from "./fk-on-delete-cascade.ts";
import foreignKeyLocksReferencedTable from "./foreign-key-locks-referenced-table.ts";
import foreignKeyTypeMismatch from "./foreign-key-type-mismatch.ts";
import foreignKeyWithoutIndex from "./foreign-key-without-index.ts";
import notEnforcedConstraint from "./not-enforced-constraint.ts";
import notValidNeverValidated from "./not-valid-never-validated.ts";
import primaryKeyUsingIndexSetsNotNull from "./primary-key-using-index-sets-not-null.ts";
import requireExplicitOnDelete from "./require-explicit-on-delete.ts";
import unnamedConstraint from "./unnamed-constraint.ts";
import validateInSameTransaction from "./validate-in-same-transaction.ts";
import volatileCheck from "./volatile-check.ts";

export default [
  addCheckValidates,
  addForeignKeyValidates,
  foreignKeyLocksReferencedTable,
  validateInSameTransaction,
  notValidNeverValidated,
  addUniqueBuildsIndex,
  addPrimaryKeyBuildsIndex,
  primaryKeyUsingIndexSetsNotNull,
  addExclusionConstraint,
  dropForeignKeyLocksBoth,
  dropPrimaryKey,
  dropConstraint,
  unnamedConstraint,
  volatileCheck,
  notEnforcedConstraint,
  domainConstraint,
  foreignKeyTypeMismatch,
  requireExplicitOnDelete,
  fkOnDeleteCascade,
  foreignKeyWithoutIndex,
] as readonly Rule[];
