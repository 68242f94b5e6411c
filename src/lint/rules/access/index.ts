import type { Rule } from "../../rule.ts";
import authorizationChange from "./authorization-change.ts";
import createExtension from "./create-extension.ts";
import disableTrigger from "./disable-trigger.ts";
import ownerChange from "./owner-change.ts";
import rowSecurityWithoutPolicy from "./row-security-without-policy.ts";
import securityDefinerSearchPath from "./security-definer-search-path.ts";
import unsafePrivilegedOperation from "./unsafe-privileged-operation.ts";

export default [
  disableTrigger,
  rowSecurityWithoutPolicy,
  securityDefinerSearchPath,
  unsafePrivilegedOperation,
  authorizationChange,
  createExtension,
  ownerChange,
] as readonly Rule[];
