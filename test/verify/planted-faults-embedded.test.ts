import { describe } from "vitest";
import { openReusedScratch } from "../support/reused-scratch.ts";
import { sixthOfSoak } from "../support/turn.ts";
import { plantedFaults } from "./planted-faults.ts";
import { tryPlantedFaults } from "./try-planted-faults.ts";

describe("planted faults (embedded)", () => {
  tryPlantedFaults(sixthOfSoak(plantedFaults()), openReusedScratch);
});
