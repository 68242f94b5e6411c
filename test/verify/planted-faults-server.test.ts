import { describe, inject } from "vitest";
import { openServerScratches } from "../../src/database/scratch-server.ts";
import { sixthOfSoak } from "../support/turn.ts";
import { plantedFaults } from "./planted-faults.ts";
import { tryPlantedFaults } from "./try-planted-faults.ts";

describe("planted faults (server)", () => {
  tryPlantedFaults(sixthOfSoak(plantedFaults()), () =>
    openServerScratches(inject("serverUrl"), { extensions: () => [] }),
  );
});
