export * from "./base.ts";
export * from "./database.ts";
export * from "./files.ts";
export * from "./gave-way.ts";
export * from "./history.ts";
export * from "./import.ts";
export * from "./usage.ts";
export * from "./stray-code.ts";
