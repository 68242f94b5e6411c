export { type EditorOptions, serveEditor } from "./server.ts";
