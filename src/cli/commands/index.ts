import type { CommandDefinition } from "../define-command.ts";

/** Every command by its name, in the order of help. A command line that begins with one loads no other. */
export const commands: Readonly<Record<string, () => Promise<CommandDefinition>>> = {
  up: async () => (await import("./up.ts")).upCommand,
  down: async () => (await import("./down.ts")).downCommand,
  redo: async () => (await import("./redo.ts")).redoCommand,
  backfill: async () => (await import("./backfill.ts")).backfillCommand,
  plan: async () => (await import("./plan.ts")).planCommand,
  status: async () => (await import("./status.ts")).statusCommand,
  fleet: async () => (await import("./fleet.ts")).fleetCommand,
  create: async () => (await import("./create.ts")).createCommand,
  db: async () => (await import("./db.ts")).dbCommand,
  watch: async () => (await import("./watch.ts")).watchCommand,
  seed: async () => (await import("./seed.ts")).seedCommand,
  check: async () => (await import("./check.ts")).checkCommand,
  lint: async () => (await import("./lint.ts")).lintCommand,
  lsp: async () => (await import("./lsp.ts")).lspCommand,
  verify: async () => (await import("./verify.ts")).verifyCommand,
  locks: async () => (await import("./locks.ts")).locksCommand,
  reverse: async () => (await import("./reverse.ts")).reverseCommand,
  stats: async () => (await import("./stats.ts")).statsCommand,
  drift: async () => (await import("./drift.ts")).driftCommand,
  diff: async () => (await import("./diff.ts")).diffCommand,
  dump: async () => (await import("./dump.ts")).dumpCommand,
  types: async () => (await import("./types.ts")).typesCommand,
  history: async () => (await import("./history.ts")).historyCommand,
  receipt: async () => (await import("./receipt.ts")).receiptCommand,
  mark: async () => (await import("./mark.ts")).markCommand,
  repair: async () => (await import("./repair.ts")).repairCommand,
  adopt: async () => (await import("./adopt.ts")).adoptCommand,
  import: async () => (await import("./import.ts")).importCommand,
  baseline: async () => (await import("./baseline.ts")).baselineCommand,
  squash: async () => (await import("./squash.ts")).squashCommand,
  config: async () => (await import("./config.ts")).config,
  mcp: async () => (await import("./mcp.ts")).mcpCommand((name) => commands[name]!()),
  serve: async () => (await import("./serve.ts")).serveCommand,
  completion: async () => (await import("./completion.ts")).completionCommand(allCommands),
  version: async () => (await import("./version.ts")).versionCommand,
};

/** All of them, loaded. */
export function allCommands(): Promise<CommandDefinition[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}
