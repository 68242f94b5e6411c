/** Under which headings help lists the commands, in this order. */
export const commandGroups = {
  run: "Run migrations:",
  check: "Check them before they run:",
  compare: "Compare databases:",
  history: "Keep the history:",
  other: "About pgmaestro:",
} as const;
export type CommandGroup = (typeof commandGroups)[keyof typeof commandGroups];

/** Under which headings help lists options, in this order; those of the command itself come first. */
export const optionGroups = {
  connection: "Connection:",
  files: "Migrations and history:",
  run: "How migrations run:",
  general: "General:",
  compatible: "As in node-pg-migrate:",
} as const;
export type OptionGroup = (typeof optionGroups)[keyof typeof optionGroups];
