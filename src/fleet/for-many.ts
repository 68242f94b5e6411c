import { setMaxListeners } from "node:events";

/** How somebody asks what works on many members at a time to stop. */
interface Stops {
  readonly signal?: AbortSignal | undefined;
  readonly abandon?: AbortSignal | undefined;
}

/** The same for all who listen, without a warning of Node's that they are many. */
export function forMany({ signal, abandon }: Stops): Stops {
  return { signal: signal && manyHearing(signal), abandon: abandon && manyHearing(abandon) };
}

function manyHearing(signal: AbortSignal): AbortSignal {
  const own = AbortSignal.any([signal]);
  setMaxListeners(0, own);
  return own;
}
