import { describe, inject } from "vitest";
import { openServerScratches } from "../../src/database/scratch-server.ts";
import { plantedFaults } from "./planted-faults.ts";
import { tryPlantedFaults } from "./try-planted-faults.ts";

describe("every other planted fault (server, 1 of 2)", () => {
  const faults = plantedFaults().filter((_, index) => index % 2 === 0);
  tryPlantedFaults(faults, () =>
    openServerScratches(inject("serverUrl"), { extensions: () => [] }),
  );
});
