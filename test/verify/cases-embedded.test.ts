import { describeCases } from "../support/case-suite.ts";
import { openReusedScratch } from "../support/reused-scratch.ts";

describeCases("embedded", openReusedScratch);
