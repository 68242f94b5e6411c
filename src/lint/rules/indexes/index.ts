import type { Rule } from "../../rule.ts";
import indexNotConcurrent from "./index-not-concurrent.ts";

export default [indexNotConcurrent] as readonly Rule[];
