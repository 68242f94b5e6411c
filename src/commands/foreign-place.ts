import type { ScriptOptions } from "../engine/index.ts";
import type { ScratchSettings } from "../trial/index.ts";

/** Migrations of another tool, read where they are instead of ours. */
export interface InPlaceOptions {
  readonly fromTool?: ForeignPlace | undefined;
}

export interface ForeignPlace {
  /** As it is typed on the command line: `prisma`, `golang-migrate`; docs/import has a page for each. */
  readonly tool: string;
  /** Where its files are. Default: the tool's own directory. */
  readonly directory?: string | undefined;
}

export type ReadOptions = ScriptOptions & ScratchSettings & InPlaceOptions;
