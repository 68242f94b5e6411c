export * from "./choose.ts";
export * from "./plan.ts";
export { cutSegments } from "./segments.ts";
export * from "./states.ts";
export { downWork, moduleWork, upWork, type Work } from "./work.ts";
