export const STYLE = `
:root{--bg:#fff;--fg:#1b2330;--muted:#5d6878;--line:#dfe4ea;--panel:#f5f7f9;--good:#1a7f4b;--bad:#b3261e;--warn:#8a5a00;--good-bg:#e3f5ea;--bad-bg:#fdeceb;--warn-bg:#fff4dc;--track:#edf0f3;--link:#1f5fc4}
@media (prefers-color-scheme:dark){:root{--bg:#12161c;--fg:#e4e9ef;--muted:#98a4b3;--line:#2b333d;--panel:#1a2028;--good:#62d197;--bad:#ff8a80;--warn:#f0bf5a;--good-bg:#14301f;--bad-bg:#3a1a18;--warn-bg:#352a10;--track:#262e38;--link:#7fb0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:1120px;margin:0 auto;padding:24px 16px 80px}
h1{font-size:1.6rem;margin:0 0 4px}h2{font-size:1.2rem;margin:40px 0 12px}h3{font-size:1rem;margin:20px 0 8px}
a{color:var(--link)}.muted{color:var(--muted)}p{margin:8px 0}
.warning{background:var(--warn-bg);color:var(--warn);padding:8px 12px;border-radius:6px}
.scroll{overflow-x:auto;-webkit-overflow-scrolling:touch}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{padding:7px 10px;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap}
th{color:var(--muted);font-weight:600}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
td.name{white-space:normal;overflow-wrap:anywhere;min-width:9.5rem}td.how{white-space:normal;overflow-wrap:anywhere;min-width:6rem}
.cells a{display:inline-block;min-width:3.4rem;padding:2px 8px;border-radius:5px;text-align:center;text-decoration:none;font-variant-numeric:tabular-nums}
.pass{background:var(--good-bg);color:var(--good)}.fail{background:var(--bad-bg);color:var(--bad)}.part{background:var(--warn-bg);color:var(--warn)}.none{background:var(--panel);color:var(--muted)}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:16px}
.card{border:1px solid var(--line);border-radius:8px;padding:14px 16px;min-width:0}.card h3{margin-top:0;overflow-wrap:anywhere}
svg{display:block;width:100%;height:auto}svg text{fill:var(--fg);font:14px system-ui,sans-serif}
svg .mid{text-anchor:middle}svg .end{text-anchor:end;font-variant-numeric:tabular-nums}svg .small{font-size:12px}svg .muted{fill:var(--muted)}svg .track{fill:var(--track)}svg .whisker{stroke:var(--fg);stroke-width:1.5;fill:none}svg .rule{stroke:var(--line)}
.paged .page{display:none}.paged .page.current{display:block}
nav{display:flex;flex-wrap:wrap;gap:4px 20px;margin-bottom:16px;font-size:.92rem}nav a{overflow-wrap:anywhere}
.answer>summary .chip{min-width:3.2rem;text-align:center;margin-right:8px}
.metrics th.n{white-space:normal;overflow-wrap:anywhere;min-width:7rem;vertical-align:bottom}.metrics td.name{min-width:7.5rem;white-space:nowrap}.matrix th.model{white-space:normal;overflow-wrap:anywhere;min-width:6.5rem;vertical-align:bottom}
.rounds{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(280px,1fr);gap:12px;overflow-x:auto}
.round{min-width:0;border:1px solid var(--line);border-radius:6px;padding:8px 10px;background:var(--bg)}.round h4{margin:0}.round p{margin:4px 0;overflow-wrap:anywhere}
.certificate{font:.78rem/1.45 ui-monospace,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--bad-bg);border-left:3px solid var(--bad);padding:6px 8px;margin:6px 0;max-height:20em;overflow:auto}
.findings{margin:6px 0;padding-left:20px}dl{margin:4px 0}dt{font-weight:600}dd{margin:0 0 8px}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 16px;padding:0;margin:6px 0;font-size:.9rem}.legend li{overflow-wrap:anywhere}.legend span{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:6px}
.filters{display:flex;flex-wrap:wrap;gap:8px;margin:8px 0}
.filters input,.filters select{font:inherit;padding:6px 10px;border:1px solid var(--line);border-radius:6px;background:var(--bg);color:var(--fg);max-width:100%}
.filters input{flex:1 1 200px}
details{border:1px solid var(--line);border-radius:8px;margin:8px 0}
details>summary{cursor:pointer;padding:9px 12px;overflow-wrap:anywhere}
details[open]>summary{border-bottom:1px solid var(--line)}
details .body{padding:4px 14px 14px}
details details{background:var(--panel)}
summary .id{font-weight:600;margin-right:8px}
.chip{display:inline-block;border-radius:999px;padding:1px 9px;font-size:.82rem;margin:1px 4px 1px 0}
.prompt{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--panel);padding:10px 12px;border-radius:6px}
.file{margin:10px 0;border:1px solid var(--line);border-radius:6px;overflow:hidden;background:var(--bg)}
figcaption{padding:5px 10px;background:var(--panel);border-bottom:1px solid var(--line);font:600 .85rem ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
ol.source,ol.diff{margin:0;padding:6px 0;overflow-x:auto;font:.8rem/1.5 ui-monospace,Menlo,Consolas,monospace;list-style:none;counter-reset:line}
ol.source li{counter-increment:line;padding-left:3.6em;position:relative;min-width:max-content}
ol.source li::before{content:counter(line);position:absolute;left:0;width:2.9em;text-align:right;color:var(--muted)}
ol.source li,ol.diff li{min-height:1.5em}
ol.source code,ol.diff code{white-space:pre;font:inherit}
li.has-error>code{background:var(--bad-bg)}li.has-warning>code{background:var(--warn-bg)}
.note{margin:3px 10px 6px 0;padding:6px 10px;border-left:3px solid var(--bad);background:var(--bad-bg);font:.88rem/1.45 system-ui,sans-serif;max-width:min(70ch,calc(100vw - 130px));white-space:normal;overflow-wrap:anywhere}
.note.warning{border-color:var(--warn);background:var(--warn-bg);border-radius:0}
.note .detail{display:block;white-space:pre-wrap}.note .address{display:block;color:var(--muted);font-size:.85em}
ol.diff li{padding:0 10px 0 2em;position:relative;min-width:max-content}ol.diff li::before{position:absolute;left:.8em}
ol.diff .gap{color:var(--muted);background:var(--panel);font-style:italic}ol.diff .added{background:var(--good-bg)}ol.diff .added::before{content:"+"}ol.diff .removed{background:var(--bad-bg)}ol.diff .removed::before{content:"-"}
[hidden]{display:none!important}
@media (max-width:600px){td.name{min-width:6rem}main{padding:16px 12px 60px}h1{font-size:1.35rem}th,td{padding:6px 7px}details .body{padding:4px 8px 8px}.note{max-width:calc(100vw - 96px)}}
`;
