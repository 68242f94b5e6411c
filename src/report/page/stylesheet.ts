import { colourRules } from "./colours.ts";
import { drawingRules } from "./drawing-rules.ts";

/** All that the page looks like; nothing is loaded. */
export const stylesheet = `${colourRules}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
body>*{max-width:72rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
code,pre,svg text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
code{font-size:.9em;overflow-wrap:anywhere}
p,li,h1,h2,h3,th{overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.18em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-100vw;top:.5rem;background:var(--card);padding:.5rem 1rem;border-radius:6px;z-index:1;width:max-content}
.skip:focus{left:1rem}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.soft{color:var(--soft)}
.small{font-size:.875rem}
ul{margin:0;padding:0;list-style:none}
.top{display:flex;flex-wrap:wrap;gap:.5rem 1rem;justify-content:space-between;align-items:center;padding-block:1rem}
.brand{margin:0;font-weight:600;color:var(--soft)}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;font-size:.875rem;color:var(--soft)}
legend{float:left;padding:0;margin-right:.25rem}
fieldset label{display:inline-flex;gap:.3rem;align-items:center;cursor:pointer;min-height:24px}
fieldset input{accent-color:var(--accent);margin:0;width:1rem;height:1rem}
.verdict{padding-block:.5rem 1rem}
.verdict h1{margin:0;display:flex;gap:.75rem;align-items:center;font-size:clamp(1.6rem,5vw,2.25rem);line-height:1.2;letter-spacing:-.015em;font-weight:650}
.verdict p{margin:.4rem 0 0;color:var(--soft)}
.verdict .mark{width:1.5em;height:1.5em;font-size:.75em}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;font-size:.9375rem}
nav li{padding-block:.15rem}
section{margin-top:2.75rem}
section>h2{margin:0 0 .9rem;font-size:1.25rem;line-height:1.3;letter-spacing:-.01em;font-weight:650}
h3{margin:0;font-size:1rem;font-weight:600}
footer{color:var(--soft);font-size:.875rem;padding-block:2.5rem}
.mark{display:inline-grid;place-items:center;flex:none;width:1.5rem;height:1.5rem;border-radius:50%;font-size:.85rem;font-weight:700}
.badge{display:inline-flex;gap:.35em;align-items:baseline;padding:.05rem .55rem;border-radius:1rem;font-size:.8125rem;font-weight:600;line-height:1.5;vertical-align:baseline}
.badge .sign{font-weight:700}
${tones((tone) => `.mark.${tone},.badge.${tone}{color:var(--${tone}-ink);background:var(--${tone}-wash)}`)}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(17rem,100%),1fr));gap:.75rem}
.cards li{display:flex;gap:.75rem;background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.8rem 1rem}
.cards p{margin:.1rem 0 0;font-size:.875rem;color:var(--soft)}
table.lines{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);border-radius:10px;border-spacing:0;overflow:hidden;font-size:.9375rem}
.lines th,.lines td{text-align:left;vertical-align:top;padding:.55rem .8rem;border-top:1px solid var(--line)}
.lines thead th{border-top:0;font-size:.8125rem;color:var(--soft);font-weight:600}
.lines tbody th{font-weight:500}
.lines .badge{border-radius:.6rem}
.lines .of{display:none}
.verified,.segment,.migration{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.9rem 1rem;margin-top:.75rem}
.chips{display:flex;flex-wrap:wrap;gap:.35rem;margin-top:.5rem}
.said{margin-top:.6rem;font-size:.9375rem}
.said li{padding:.3rem 0 .3rem .9rem;border-left:3px solid var(--line);margin-top:.35rem}
.said li.bad{border-color:var(--bad-fill)}
.said li.care{border-color:var(--care-fill)}
.said+.source{margin-top:.7rem}
.help{margin:.3rem 0 0;color:var(--soft)}
pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;tab-size:4}
.remedy{margin-top:.4rem;padding:.5rem .7rem;background:var(--sunk);border-radius:6px;font-size:.8125rem}
summary{cursor:pointer;display:flex;flex-wrap:wrap;gap:.4rem .75rem;align-items:center}
summary::before{content:"";flex:none;border:solid var(--soft);border-width:0 2px 2px 0;width:.45rem;height:.45rem;transform:rotate(-45deg);margin-right:.15rem}
details[open]>summary::before{transform:rotate(45deg)}
summary::-webkit-details-marker{display:none}
.badges{display:flex;flex-wrap:wrap;gap:.35rem}
.file{margin:.8rem 0 .4rem;font-size:.875rem;color:var(--soft)}
.source{border:1px solid var(--line);border-radius:8px;background:var(--sunk);overflow:hidden;font-size:.8125rem;line-height:1.6}
.source pre{padding-block:.35rem}
.l{display:block;min-height:1.6em;padding:0 .75rem 0 3.75rem;position:relative;counter-increment:l;border-left:3px solid transparent}
.l::before{content:counter(l);position:absolute;left:0;width:2.9rem;text-align:right;color:var(--soft);-webkit-user-select:none;user-select:none}
${tones((tone) => `.l.at.${tone}{border-color:var(--${tone}-ink);background:var(--${tone}-wash)}`)}
.l i{font-style:normal}
.k{color:var(--keyword)}
.s{color:var(--string)}
.n{color:var(--number)}
.l i.c{color:var(--soft);font-style:italic}
.note{margin:0;padding:.6rem .9rem .7rem;background:var(--card);border-block:1px solid var(--line);border-left:3px solid var(--line);font-size:.9375rem;line-height:1.5}
.note+.note{border-top:0}
${tones((tone) => `.note.${tone}{border-left-color:var(--${tone}-ink)}`)}
.note p{margin:.2rem 0 0}
.note .title{margin:0;display:flex;flex-wrap:wrap;gap:.3rem .5rem;align-items:center}
.note ul{margin-top:.25rem}
.note li{padding:.1rem 0}
.words summary{font-size:.9375rem}
.words>ul>li{margin-top:.75rem}
.words ul ul{padding-left:1.25rem}
${drawingRules}
@media (max-width:44rem){.lines,.lines tbody,.lines tr,.lines tbody th{display:block}.lines thead{position:absolute;clip-path:inset(50%)}
.lines tr{display:flex;flex-wrap:wrap;gap:.3rem .9rem;padding:.65rem .8rem;border-top:1px solid var(--line)}.lines tbody tr:first-child{border-top:0}
.lines tbody th{flex:1 0 100%}.lines tbody :is(th,td){padding:0;border:0}.lines td{display:flex;gap:.35rem;align-items:baseline}.lines .of{display:inline;color:var(--soft);font-size:.8125rem}}
@media (max-width:36rem){.l{padding-left:2.9rem}.l::before{width:2.2rem}.note{padding-inline:.7rem}}
@media print{
body{background:none;font-size:10.5pt}
body>*{max-width:none;padding-inline:0}
.choice,.theme,.skip,nav{display:none}
details::details-content{content-visibility:visible;display:block;block-size:auto}
summary::before{display:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
section>h2,.migration summary,.note .title{break-after:avoid}
.cards li,.note,.lane,.segment h3,.verified,tr,svg{break-inside:avoid}
.diagrams{overflow:visible}
.diagrams svg{max-width:100%;height:auto}
}`;

function tones(rule: (tone: string) => string): string {
  return ["good", "care", "bad", "unknown", "info", "none"].map(rule).join("\n");
}
