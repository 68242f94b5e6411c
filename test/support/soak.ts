/** Whether `npm run test:soak` runs this. */
export const soaking = process.env["TEST_SOAK"] === "1";

/** How many times what a soak repeats is repeated; `SOAK=84 npm run test:soak` for a long night. */
export const soakTimes = Number(process.env["SOAK"] ?? 1);
