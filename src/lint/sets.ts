/** The sets of rules that a project picks from. */
export const ruleSets = ["safety", "recommended", "strict", "conventions"] as const;
export type RuleSet = (typeof ruleSets)[number];
