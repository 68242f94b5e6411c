import type { CommandDefinition } from "../define-command.ts";
import { adopt } from "./adopt.ts";
import { config } from "./config.ts";
import { create } from "./create.ts";
import { diff } from "./diff.ts";
import { down } from "./down.ts";
import { drift } from "./drift.ts";
import { importFrom } from "./import.ts";
import { lint } from "./lint.ts";
import { locks } from "./locks.ts";
import { mark } from "./mark.ts";
import { plan } from "./plan.ts";
import { redo } from "./redo.ts";
import { repair } from "./repair.ts";
import { reverse } from "./reverse.ts";
import { serve } from "./serve.ts";
import { stats } from "./stats.ts";
import { status } from "./status.ts";
import { up } from "./up.ts";
import { verify } from "./verify.ts";
import { version } from "./version.ts";

/** Every command, in the order of help. */
export const commands: readonly CommandDefinition[] = [
  up,
  down,
  redo,
  plan,
  status,
  create,
  lint,
  verify,
  locks,
  reverse,
  stats,
  drift,
  diff,
  mark,
  repair,
  adopt,
  importFrom,
  config,
  serve,
  version,
];
