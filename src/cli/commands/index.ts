import type { CommandDefinition } from "../define-command.ts";
import { adoptCommand } from "./adopt.ts";
import { baselineCommand } from "./baseline.ts";
import { backfillCommand } from "./backfill.ts";
import { config } from "./config.ts";
import { createCommand } from "./create.ts";
import { dbCommand } from "./db.ts";
import { diffCommand } from "./diff.ts";
import { downCommand } from "./down.ts";
import { driftCommand } from "./drift.ts";
import { historyCommand } from "./history.ts";
import { importCommand } from "./import.ts";
import { lintCommand } from "./lint.ts";
import { locksCommand } from "./locks.ts";
import { markCommand } from "./mark.ts";
import { planCommand } from "./plan.ts";
import { receiptCommand } from "./receipt.ts";
import { redoCommand } from "./redo.ts";
import { repairCommand } from "./repair.ts";
import { reverseCommand } from "./reverse.ts";
import { serveCommand } from "./serve.ts";
import { squashCommand } from "./squash.ts";
import { statsCommand } from "./stats.ts";
import { statusCommand } from "./status.ts";
import { upCommand } from "./up.ts";
import { verifyCommand } from "./verify.ts";
import { versionCommand } from "./version.ts";

/** Every command, in the order of help. */
export const commands: readonly CommandDefinition[] = [
  upCommand,
  downCommand,
  redoCommand,
  backfillCommand,
  planCommand,
  statusCommand,
  createCommand,
  dbCommand,
  lintCommand,
  verifyCommand,
  locksCommand,
  reverseCommand,
  statsCommand,
  driftCommand,
  diffCommand,
  historyCommand,
  receiptCommand,
  markCommand,
  repairCommand,
  adoptCommand,
  importCommand,
  baselineCommand,
  squashCommand,
  config,
  serveCommand,
  versionCommand,
];
