import type { ModuleOptions } from "../migrations/index.ts";
import * as kit from "./kit.ts";

/** How files of rules find `pgmaestro/rules`: in this very copy, installed in their project or not. */
export const provided: Required<Pick<ModuleOptions, "provided">> = {
  provided: { "pgmaestro/rules": kit },
};
