import { inject } from "vitest";
import { openServerScratches } from "../../src/database/scratch-server.ts";
import { describeCases } from "../support/case-suite.ts";

describeCases("server", () => openServerScratches(inject("serverUrl"), { extensions: () => [] }));
