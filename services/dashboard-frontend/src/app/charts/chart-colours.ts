/** The colours of a canvas chart, taken from the style sheet so that both themes are one source. */
export interface ChartColours {
  ink: string
  faint: string
  grid: string
  line: string
}

/** Reads the colours that a chart draws with from an element's computed style. */
export function readChartColours(style: Pick<CSSStyleDeclaration, 'getPropertyValue'>): ChartColours {
  const read = (name: string) => style.getPropertyValue(name).trim()
  return { ink: read('--ink'), faint: read('--ink-2'), grid: read('--line'), line: read('--accent') }
}
