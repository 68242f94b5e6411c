import type { StandIn } from "../database/index.ts";

const titles: Readonly<Record<StandIn, string>> = { citus: "Citus" };

/** That a scratch database only had a stand-in for an extension. */
export function standInText(extension: StandIn): string {
  const title = titles[extension];
  return `Without ${title}: its functions had a stand-in that checks their arguments and moves no row; --scratch with the URL of a server that has ${title} tries them`;
}
