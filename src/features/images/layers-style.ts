/** Of the picture of layers, in the colours of the editor's theme. */
export const layersStyle = `
body { color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); padding: 0 1.5em 2em; }
h1 { font-size: 1.4em; font-weight: 600; }
h2 { font-size: 1.1em; font-weight: 600; margin-top: 2em; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; color: var(--vscode-descriptionForeground); padding-block: 0.4em; }
th, td { text-align: start; font-weight: normal; padding: 0.25em 0.6em; vertical-align: top; }
td.line { white-space: nowrap; }
thead th { border-bottom: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, currentColor)); color: var(--vscode-descriptionForeground); white-space: nowrap; }
tbody tr:hover { background: var(--vscode-list-hoverBackground); }
.number { text-align: end; white-space: nowrap; font-variant-numeric: tabular-nums; }
.instruction { max-width: 0; width: 45%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.instruction:hover, tr:focus-within .instruction { white-space: normal; overflow-wrap: anywhere; }
.bar { width: 25%; min-width: 6em; }
code { font-family: var(--vscode-editor-font-family); color: inherit; }
a { color: var(--vscode-textLink-foreground); }
a:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 2px; }
svg { display: block; width: 100%; height: 1em; background: var(--vscode-editorWidget-background); border: 1px solid var(--vscode-contrastBorder, transparent); }
svg.stack { height: 2.2em; }
rect { stroke: var(--vscode-editor-background); stroke-width: 1px; vector-effect: non-scaling-stroke; }
.layer { fill: var(--vscode-charts-blue); }
.waste { fill: var(--vscode-editorWarning-foreground); }
.legend { color: var(--vscode-descriptionForeground); }
.swatch { display: inline-block; width: 0.8em; height: 0.8em; margin-inline-end: 0.4em; background: var(--vscode-charts-blue); }
.swatch.waste { background: var(--vscode-editorWarning-foreground); margin-inline-start: 1.5em; }
@media (forced-colors: active) { .layer { fill: CanvasText; } .waste { fill: Highlight; } .swatch { forced-color-adjust: none; } }
`;
