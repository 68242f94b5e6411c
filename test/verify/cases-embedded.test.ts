import { describeCases } from "../support/case-suite.ts";
import { openReusedScratch } from "../support/reused-scratch.ts";
import { thirdOf } from "../support/share.ts";
import { verifyCases } from "../support/verify-cases.ts";

describeCases("embedded", thirdOf(verifyCases()), openReusedScratch);
