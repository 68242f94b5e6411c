import { describe } from "vitest";
import { openReusedScratch } from "../support/reused-scratch.ts";
import { thirdOfSoak } from "../support/turn.ts";
import { plantedFaults } from "./planted-faults.ts";
import { tryPlantedFaults } from "./try-planted-faults.ts";

describe("planted faults (embedded)", () => {
  tryPlantedFaults(thirdOfSoak(plantedFaults()), openReusedScratch);
});
