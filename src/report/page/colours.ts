/** What each colour is in light and in dark. Texts have a contrast of 4.5 to 1 at least on what they stand on. */
const colours: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  page: ["#f4f5f7", "#11151b"],
  card: ["#ffffff", "#191f28"],
  sunk: ["#f7f8fa", "#141a22"],
  ink: ["#1a2230", "#e6eaf1"],
  soft: ["#556072", "#a3afc0"],
  line: ["#dfe3ea", "#2c3542"],
  accent: ["#2453c4", "#8fb3ff"],
  "good-ink": ["#17653a", "#85d9a7"],
  "good-wash": ["#e5f4ea", "#15301f"],
  "good-fill": ["#3c9a64", "#3f9c68"],
  "care-ink": ["#845000", "#f0c274"],
  "care-wash": ["#fdf1da", "#33280f"],
  "care-fill": ["#dc9a2d", "#c2872a"],
  "bad-ink": ["#ab231b", "#ff9f96"],
  "bad-wash": ["#fcebe9", "#3a1c1b"],
  "bad-fill": ["#d5473b", "#d65f54"],
  "unknown-ink": ["#5a45ad", "#c3b6ff"],
  "unknown-wash": ["#efecfb", "#292343"],
  "info-ink": ["#2453c4", "#8fb3ff"],
  "info-wash": ["#e7eefc", "#1b2740"],
  "none-ink": ["#556072", "#a3afc0"],
  "none-wash": ["#eceff3", "#242c38"],
  "none-fill": ["#a9b8cc", "#4d5f7c"],
  keyword: ["#7a2e9e", "#d0a6ff"],
  string: ["#17653a", "#8cd8a8"],
  number: ["#8f4700", "#f2b273"],
};

/** The colours as properties of a style sheet. Browsers that know no `light-dark()` show the light ones. */
export const colourRules = `:root{color-scheme:light dark;${declared(([light]) => light)}}
@supports (color:light-dark(#000,#fff)){:root{${declared((pair) => `light-dark(${pair.join()})`)}}}
:root:has(#theme-light:checked){color-scheme:light}
:root:has(#theme-dark:checked){color-scheme:dark}
@media print{:root:root:root{color-scheme:light}}`;

function declared(value: (pair: readonly [light: string, dark: string]) => string): string {
  return Object.entries(colours)
    .map(([name, pair]) => `--${name}:${value(pair)}`)
    .join(";");
}
