import type { Rule } from "../../rule.ts";
import ignoreWithoutReason from "./ignore-without-reason.ts";
import unknownRuleInIgnore from "./unknown-rule-in-ignore.ts";
import unusedIgnore from "./unused-ignore.ts";

export default [ignoreWithoutReason, unknownRuleInIgnore, unusedIgnore] as readonly Rule[];
