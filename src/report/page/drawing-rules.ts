/** How locks, sizes and the diagram of tables look. */
export const drawingRules = `.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.875rem;color:var(--soft);margin-bottom:.5rem}
.legend li{display:inline-flex;gap:.45rem;align-items:center}
.key{display:inline-block;flex:none;width:.85rem;height:.85rem;border-radius:3px;vertical-align:-.1em}
.key.reads,.bar.reads{background:var(--bad-fill)}
.key.writes,.bar.writes{background:repeating-linear-gradient(135deg,var(--care-fill) 0 6px,color-mix(in srgb,var(--care-fill) 72%,var(--card)) 6px 9px)}
.key.ddl,.bar.ddl{background:var(--none-fill)}
.key.added{background:var(--good-fill)}
.key.changed{background:var(--care-fill)}
.key.dropped{background:var(--bad-fill)}
.segment h3{display:flex;flex-wrap:wrap;gap:.35rem .6rem;align-items:center}
.lane{display:grid;grid-template-columns:minmax(9rem,15rem) 1fr;gap:.15rem 1rem;align-items:center;margin-top:.75rem}
.lane-name{font-size:.875rem;line-height:1.35;overflow-wrap:anywhere}
.lane-name .soft{font-size:.8125rem;display:inline-block}
.legend b{text-decoration:underline}
.track{position:relative;height:1.1rem;border-radius:4px;background:var(--sunk);overflow:hidden}
.bar{position:absolute;inset-block:0;border-radius:3px;min-width:3px}
.bar.size{background:var(--accent);opacity:.75}
.axis .track{background:none;height:1.3rem;font-size:.75rem;color:var(--soft)}
.axis .track span{position:absolute;overflow:hidden;border-left:1px solid var(--line);padding-left:.2rem;white-space:nowrap;inset-block:0}
.periods{grid-column:2;font-size:.875rem;line-height:1.45}
.periods li{display:flex;flex-wrap:wrap;gap:.15rem .5rem;align-items:baseline;padding:.1rem 0}
.periods li>span:nth-child(2){flex:1 1 12rem}
.sizes li{display:grid;grid-template-columns:minmax(9rem,22rem) 1fr;gap:.15rem 1rem;align-items:center;margin-top:.5rem}
@media (max-width:44rem){.lane,.sizes li{grid-template-columns:1fr}.periods{grid-column:1}.periods .badge{margin-left:1.35rem}.axis .lane-name{display:none}}
.choice{margin-bottom:.6rem}
.diagrams{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start;overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem;margin-bottom:.75rem}
.diagrams svg{flex:none;display:block}
svg text{font-size:12px;fill:var(--ink)}
.frame{fill:var(--card);stroke:var(--none-fill);stroke-width:1.25}
.rule{stroke:var(--line)}
.table .name{font-weight:700}
.table.added .frame{stroke:var(--good-fill);stroke-width:2}
.table.changed .frame{stroke:var(--care-fill);stroke-width:2}
.table.dropped .frame{stroke:var(--bad-fill);stroke-width:2;stroke-dasharray:5 4}
.table.dropped .name,.row.dropped text:not(.sign){text-decoration:line-through}
.row rect{fill:none}
.row .type{fill:var(--soft)}
.row .sign{font-weight:700}
.row .key{font-weight:700;text-decoration:underline}
.row .reference{font-style:italic}
.row.added rect{fill:var(--good-wash)}
.row.added text{fill:var(--good-ink)}
.row.changed rect{fill:var(--care-wash)}
.row.changed text{fill:var(--care-ink)}
.row.dropped rect{fill:var(--bad-wash)}
.row.dropped text{fill:var(--bad-ink)}
.was,.now{display:none}
.reference path{fill:none;stroke:var(--none-fill);stroke-width:1.5}
.reference circle{fill:var(--none-fill)}
.reference.added path{stroke:var(--good-fill);stroke-width:2}
.reference.added circle{fill:var(--good-fill)}
.reference.changed path{stroke:var(--care-fill);stroke-width:2}
.reference.changed circle{fill:var(--care-fill)}
.reference.dropped path{stroke:var(--bad-fill);stroke-width:2;stroke-dasharray:5 4}
.reference.dropped circle{fill:var(--bad-fill)}
:root:has(#view-before:checked) svg .added,:root:has(#view-after:checked) svg .dropped{opacity:.12}
:root:has(#view-before:checked) svg :is(.dropped,.changed) :is(rect:not(.frame)){fill:none}
:root:has(#view-after:checked) svg :is(.added,.changed) :is(rect:not(.frame)){fill:none}
:root:has(#view-before:checked) svg .row:is(.dropped,.changed) text,:root:has(#view-after:checked) svg .row:is(.added,.changed) text{fill:var(--ink)}
:root:has(#view-before:checked) svg .dropped text:not(.sign){text-decoration:none}
:root:has(#view-before:checked) .both,:root:has(#view-after:checked) .both{display:none}
:root:has(#view-before:checked) .was,:root:has(#view-after:checked) .now{display:inline}
:root:not(:has(#view-changes:checked)) svg .sign{display:none}`;
