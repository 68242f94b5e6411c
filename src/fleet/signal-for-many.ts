import { setMaxListeners } from "node:events";

/** A signal to which those listen who work on many members at a time: without a warning of Node's that they are many. */
export function signalForMany(signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined) return undefined;
  const own = AbortSignal.any([signal]);
  setMaxListeners(0, own);
  return own;
}
