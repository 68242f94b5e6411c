import type { ActionOf, SessionAction } from "../action.ts";
import type { Descriptions } from "./description.ts";
import { repeatable, unknown, type Guard } from "./guard.ts";
import { isHarmless } from "./rows.ts";

/** Settings and transactions, and calls of code that is elsewhere. */
export const sessionDescriptions: Descriptions<SessionAction["kind"]> = {
  set: () => ({ guard: repeatable }),
  transaction: () => ({ guard: repeatable }),
  "do-block": (block) => ({
    guard: unknown,
    opaque: block.dynamic || !block.calls.every(isHarmless) ? { kind: "do" } : undefined,
  }),
  call: ({ name }) => ({ guard: unknown, opaque: { kind: "call", name } }),
  execute: ({ name }) => ({ guard: unknown, opaque: { kind: "execute", name } }),
  discard: ({ what }) => ({
    guard: repeatable,
    outsideTransaction: what === "ALL" ? "DISCARD ALL" : undefined,
  }),
  other: ({ command }) => ({ guard: otherGuards[command] }),
};

const otherGuards: { readonly [Command in ActionOf<"other">["command"]]: Guard } = {
  "ALTER … DEPENDS ON EXTENSION": repeatable,
  "ALTER DATABASE … REFRESH COLLATION VERSION": repeatable,
  "ALTER TABLESPACE": repeatable,
  CHECKPOINT: repeatable,
  CLOSE: unknown,
  DEALLOCATE: unknown,
  DECLARE: unknown,
  FETCH: unknown,
  LISTEN: repeatable,
  LOAD: repeatable,
  NOTIFY: repeatable,
  PREPARE: unknown,
  "SECURITY LABEL": repeatable,
  "SET CONSTRAINTS": repeatable,
  SHOW: repeatable,
  UNLISTEN: repeatable,
  "another statement": unknown,
};
