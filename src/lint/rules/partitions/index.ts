import type { Rule } from "../../rule.ts";
import attachScansDefault from "./attach-scans-default.ts";
import attachWithoutCheck from "./attach-without-check.ts";
import detachNotConcurrent from "./detach-not-concurrent.ts";
import enumCreated from "./enum-created.ts";
import enumValueCannotBeRemoved from "./enum-value-cannot-be-removed.ts";
import enumValueUsedInSameTransaction from "./enum-value-used-in-same-transaction.ts";
import enumValueWithoutPosition from "./enum-value-without-position.ts";
import partitionOfLocksParent from "./partition-of-locks-parent.ts";
import partitionedDdlFansOut from "./partitioned-ddl-fans-out.ts";

export default [
  partitionOfLocksParent,
  attachWithoutCheck,
  attachScansDefault,
  detachNotConcurrent,
  partitionedDdlFansOut,
  enumValueUsedInSameTransaction,
  enumValueWithoutPosition,
  enumValueCannotBeRemoved,
  enumCreated,
] as readonly Rule[];
