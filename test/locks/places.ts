import { openServerScratches } from "../../src/database/scratch-server.ts";
import type { OpenScratches } from "../../src/database/scratches.ts";
import { serverUrls } from "../support/databases.ts";
import { openReusedScratch } from "../support/reused-scratch.ts";

/** Where scratch databases are made: one suite over each. */
export const places: readonly { place: string; open: () => Promise<OpenScratches> }[] = [
  { place: "embedded", open: openReusedScratch },
  ...serverUrls().map(({ name, url }) => ({
    place: name,
    open: () => openServerScratches(url, { extensions: () => [] }),
  })),
];
