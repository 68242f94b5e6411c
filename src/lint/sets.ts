/** The sets of rules that a project picks from. */
export const ruleSets = ["safety", "recommended", "strict", "conventions"] as const;
/** A set of rules. */
export type RuleSet = (typeof ruleSets)[number];
