import { inject } from "vitest";
import { openServerScratches } from "../../src/database/scratch-server.ts";
import { describeCases } from "../support/case-suite.ts";
import { openReusedServerScratch } from "../support/reused-scratch.ts";
import { sixthOf } from "../support/share.ts";
import { soaking } from "../support/soak.ts";
import { verifyCases } from "../support/verify-cases.ts";

const url = inject("serverUrl");

/** In the soak each on databases of its own. */
describeCases("server", sixthOf(verifyCases()), () =>
  soaking ? openServerScratches(url, { extensions: () => [] }) : openReusedServerScratch(url),
);
