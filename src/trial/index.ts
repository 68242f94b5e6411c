export { onlyWarnings, scratchOptions, type ScratchSettings } from "./scratch.ts";
export { loadSchemaFile, type SchemaFile } from "./schema-file.ts";
export { type DiffSource, diffSource, ofDatabase, ofOptions } from "./source.ts";
export { prepareScratch, replay, rollBack } from "./replay.ts";
export { type Stage, type Stages } from "./stage.ts";
export { stagesOn, withStages } from "./stages.ts";
