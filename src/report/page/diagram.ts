import type { CheckResult } from "../../commands/check.ts";
import type { ChangeKind, TableChange } from "../../schema/index.ts";
import { badge } from "./badge.ts";
import {
  type Diagram,
  diagrams,
  type PlacedReference,
  type PlacedTable,
  sizes,
} from "./diagram-layout.ts";
import { pageSection, type PageSection } from "./page-section.ts";
import { markup, type Markup } from "./markup.ts";
import { tableRows, type TableRow } from "./table-rows.ts";

/** The tables that are touched, before and after: drawn, and in words. */
export function tableSection({ described }: CheckResult): PageSection | undefined {
  const tables = described?.tables ?? [];
  if (tables.length === 0) return undefined;
  return pageSection(
    "tables",
    "Tables",
    markup`<fieldset class="choice"><legend>Show</legend>${views.map(choice)}</fieldset>
<ul class="legend"><li><span class="key added"></span>added</li><li><span class="key changed"></span>changed</li><li><span class="key dropped"></span>dropped</li><li><b>key</b></li><li><i>reference</i></li></ul>
<div class="diagrams" tabindex="0" role="region" aria-label="Diagram of the tables">${diagrams(tables).map(drawn)}</div>
<details class="words"><summary>The same in words</summary><ul>${tables.filter(({ change }) => change !== "same").map(inWords)}</ul></details>`,
  );
}

const views = ["changes", "before", "after"] as const;

function choice(view: (typeof views)[number], index: number): Markup {
  const checked = index === 0 ? markup` checked` : undefined;
  return markup`<label><input type="radio" name="view" id="view-${view}"${checked}>${view}</label>`;
}

function drawn({ width, height, tables, references }: Diagram): Markup {
  const names = tables.map(({ title }) => title).join(", ");
  const [wide, high] = [Math.ceil(width), Math.ceil(height)];
  return markup`<svg role="img" aria-label="${names}" width="${wide}" height="${high}" viewBox="0 0 ${wide} ${high}">${tables.map(box)}${references.map(line)}</svg>`;
}

/** The line of a reference, with a point where it leads. */
function line({ reference, points }: PlacedReference): Markup {
  const shown = points.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  const end = points.at(-1)!;
  return markup`<g class="reference ${reference.change}"><path d="M${shown.join("L")}"/><circle cx="${end.x.toFixed(1)}" cy="${end.y.toFixed(1)}" r="4"/></g>`;
}

function box({ table, title, rows, x, y, width, height }: PlacedTable): Markup {
  return markup`<g class="table ${table.change}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})"><rect class="frame" width="${width}" height="${height}" rx="6"/><text class="name" x="${sizes.margin}" y="19">${title}</text><path class="rule" d="M0 ${sizes.head}H${width}"/>${rows.map((row, index) => rowOf(row, index, width))}</g>`;
}

const signs: Readonly<Record<ChangeKind, string>> = {
  added: "+",
  dropped: "−",
  changed: "~",
  same: "",
};

function rowOf(row: TableRow, index: number, width: number): Markup {
  const y = sizes.head + index * sizes.row;
  const right = width - sizes.margin;
  const text = (style: string, shown: string) =>
    markup`<text class="type ${style}" x="${right}" y="14" text-anchor="end">${shown}</text>`;
  const texts =
    row.before === undefined || row.after === undefined
      ? text("", row.text)
      : markup`${text("both", row.text)}${text("was", row.before)}${text("now", row.after)}`;
  return markup`<g class="row ${row.change}" transform="translate(0 ${y})"><rect x="1" width="${width - 2}" height="${sizes.row}"/><text class="sign" x="${sizes.margin - 2}" y="14">${signs[row.change]}</text><text class="${row.sign ?? "plain"}" x="${sizes.sign}" y="14">${row.name}</text>${texts}</g>`;
}

const tones = { added: "good", dropped: "bad", changed: "care", same: "none" } as const;

function inWords(table: TableChange): Markup {
  const { schema, name, was, change, references } = table;
  const rows = tableRows(table).filter((row) => row.change !== "same");
  const items = rows.map(
    (row) => markup`<li>${signs[row.change]} <code>${row.name}</code> ${row.text}</li>`,
  );
  const leads = references
    .filter((one) => one.change !== "same")
    .map(
      (one) =>
        markup`<li>${signs[one.change]} <code>${one.name}</code> ${`${one.columns.join(", ")} → ${one.to.schema}.${one.to.name}`}</li>`,
    );
  const before = was === undefined ? undefined : markup` (was ${was.schema}.${was.name})`;
  return markup`<li><code>${schema}.${name}</code>${before} ${badge(tones[change], change)}<ul>${items}${leads}</ul></li>`;
}
