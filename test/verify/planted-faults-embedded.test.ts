import { describe } from "vitest";
import { openReusedScratch } from "../support/reused-scratch.ts";
import { third } from "../support/turn.ts";
import { plantedFaults } from "./planted-faults.ts";
import { tryPlantedFaults } from "./try-planted-faults.ts";

/** A third, as there are many. */
describe("planted faults (embedded)", () => {
  tryPlantedFaults(
    plantedFaults().filter((_, index) => index % 3 === third),
    openReusedScratch,
  );
});
