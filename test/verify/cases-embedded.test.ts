import { describeCases } from "../support/case-suite.ts";
import { openReusedScratch } from "../support/reused-scratch.ts";
import { sixthOf } from "../support/share.ts";
import { verifyCases } from "../support/verify-cases.ts";

describeCases("embedded", sixthOf(verifyCases()), openReusedScratch);
