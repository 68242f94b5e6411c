import type { Rule } from "../../rule.ts";
import changeColumnTypeBlockedByDependent from "./change-column-type-blocked-by-dependent.ts";
import changeColumnTypeLosesData from "./change-column-type-loses-data.ts";
import changeColumnTypeRebuildsIndex from "./change-column-type-rebuilds-index.ts";
import changeColumnTypeRechecksConstraint from "./change-column-type-rechecks-constraint.ts";
import changeColumnTypeRewrites from "./change-column-type-rewrites.ts";
import columnStopsFillingItself from "./column-stops-filling-itself.ts";
import dropColumnTakesIndexWithIt from "./drop-column-takes-index-with-it.ts";
import dropColumn from "./drop-column.ts";
import dropNotNull from "./drop-not-null.ts";
import duplicateColumnAssignment from "./duplicate-column-assignment.ts";
import setDefaultChangesWriters from "./set-default-changes-writers.ts";
import setExpressionRewrites from "./set-expression-rewrites.ts";
import setNotNullProofLost from "./set-not-null-proof-lost.ts";
import setNotNullScans from "./set-not-null-scans.ts";
import timestampConversionDependsOnSession from "./timestamp-conversion-depends-on-session.ts";
import typeChangeUsingDefeatsFastPath from "./type-change-using-defeats-fast-path.ts";

export default [
  changeColumnTypeRewrites,
  changeColumnTypeRebuildsIndex,
  changeColumnTypeRechecksConstraint,
  changeColumnTypeBlockedByDependent,
  changeColumnTypeLosesData,
  typeChangeUsingDefeatsFastPath,
  timestampConversionDependsOnSession,
  setNotNullScans,
  setNotNullProofLost,
  dropNotNull,
  dropColumn,
  dropColumnTakesIndexWithIt,
  columnStopsFillingItself,
  setDefaultChangesWriters,
  setExpressionRewrites,
  duplicateColumnAssignment,
] as readonly Rule[];
