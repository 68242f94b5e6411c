/**
 * The program of a thread, which is built beside all else. Node runs none of our sources: from these a thread runs what is built of them.
 * @param name `scratch-thread`
 */
export function threadProgram(name: string): URL {
  const folder = import.meta.url.endsWith(".ts") ? "../dist" : ".";
  return new URL(`${folder}/${name}.js`, import.meta.url);
}
