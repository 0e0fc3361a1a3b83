/** @file The report's style sheet: two themes by variables, wide things scroll inside their own box, print in dark ink on white. */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f5f6f8; --ink: #1a1a1a; --soft: #555b66; --line: #d5d9e0; --link: #0b5cad;
  --holds: #0a6b3d; --only-if: #8a5300; --fails: #b3261e; --untestable: #555b66;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14161a; --raised: #1d2026; --ink: #e8e8e8; --soft: #a8afbb; --line: #363b45; --link: #7db8ff;
    --holds: #5fd39a; --only-if: #f0b357; --fails: #ff8f86; --untestable: #a8afbb;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
main, footer { max-width: 1200px; margin: 0 auto; padding: 0 24px; overflow-wrap: break-word; }
header { padding-top: 28px; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 12px; }
h2 { font-size: 1.4rem; margin: 48px 0 12px; padding-bottom: 6px; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.12rem; margin: 40px 0 8px; line-height: 1.3; }
p { margin: 8px 0; max-width: 76ch; }
.lead { font-size: 1.12rem; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible, .formula:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: 0.86em ui-monospace, "Liberation Mono", Menlo, monospace; background: var(--raised); padding: 1px 5px; border-radius: 4px; }
code span { white-space: nowrap; }
.source, .expected, footer { color: var(--soft); font-size: 0.88rem; }
.id { color: var(--soft); }
.key { font-weight: 600; }
.scroll { overflow-x: auto; max-width: 100%; }
table { border-collapse: collapse; font-size: 0.88rem; line-height: 1.4; }
th, td { text-align: left; vertical-align: top; padding: 7px 10px; border-bottom: 1px solid var(--line); }
thead th { background: var(--raised); white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.numbers td.number { white-space: normal; min-width: 8em; }
.claims { min-width: 1100px; }
.claims .title { min-width: 12em; }
.claims .summary { min-width: 17em; }
.claims .source, .claims .expected { font-size: inherit; }
.claims td:last-child { min-width: 12em; }
.claims code { font-size: 0.8rem; padding: 0; background: none; }
.badge { display: inline-block; white-space: nowrap; font-weight: 600; font-size: 0.84rem; padding: 0 8px; border: 1px solid currentColor; border-radius: 999px; }
.holds { color: var(--holds); } .only-if { color: var(--only-if); } .fails { color: var(--fails); } .untestable { color: var(--untestable); }
.formula { line-height: 2; background: var(--raised); padding: 8px 12px; border-radius: 6px; max-width: 100%; overflow-x: auto; }
.math { white-space: nowrap; }
math { font-family: "Cambria Math", "STIX Two Math", "Latin Modern Math", "Noto Sans Math", "DejaVu Math TeX Gyre", math; }
.experiments { padding-left: 20px; margin: 4px 0; }
.lab, .files a { white-space: nowrap; }
.files a + a { margin-left: 0.6em; }
.hypotheses { list-style: none; padding: 0; margin: 4px 0; }
.met > span:first-child { color: var(--holds); } .unmet > span:first-child { color: var(--fails); }
figure { margin: 20px 0 24px; }
figure svg { display: block; }
figcaption { font-size: 0.92rem; max-width: 76ch; margin-top: 8px; }
details { margin: 12px 0; }
summary { cursor: pointer; color: var(--link); }
footer { padding-top: 12px; padding-bottom: 32px; margin-top: 48px; border-top: 1px solid var(--line); }
@media (max-width: 600px) {
  main, footer { padding: 0 16px; }
  h1 { font-size: 1.5rem; }
}
@media print {
  :root {
    --ground: #ffffff; --raised: #ffffff; --ink: #000000; --soft: #333333; --line: #999999; --link: #000000;
    --holds: #000000; --only-if: #000000; --fails: #000000; --untestable: #000000;
  }
  body { font-size: 10.5pt; }
  main, footer { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  .claims { min-width: 0; font-size: 7.5pt; }
  .claims .title, .claims .summary { min-width: 0; }
  figure svg { max-width: 100%; height: auto; }
  figure, tr, h3 { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
