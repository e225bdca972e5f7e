const noBreak = '\u00a0'
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const prefixes = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

/** What stands where nothing was measured. */
export const absent = '–'

/** A whole number with thousands separated: `100,000`. */
export function formatCount(value: number): string {
  return grouped.format(value)
}

/** A number with a thing it counts, in the singular or plural: `1 episode`, `200 episodes`. */
export function countOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)}${noBreak}${value === 1 ? singular : plural}`
}

/** A number with three significant digits, an SI prefix and its unit: `12.3 k/s`, `48.0 MB`. */
export function formatSi(value: number, unit = ''): string {
  // Rounded first: what rounds up to a thousand has the next prefix.
  const rounded = Number(value.toPrecision(3))
  const [scale, prefix] = prefixes.find(([from]) => Math.abs(rounded) >= from) ?? [1, '']
  const scaled = rounded / scale
  const text = minus(
    scale === 1 && Number.isInteger(value) ? String(value) : scaled.toFixed(digitsFor(Math.abs(scaled))),
  )
  const suffix = `${prefix}${unit}`
  return suffix === '' ? text : `${text}${noBreak}${suffix}`
}

function digitsFor(magnitude: number): number {
  if (magnitude >= 100) return 0
  return magnitude >= 10 ? 1 : 2
}

/** A number without the zeros at the end of its decimals, as the ticks of an axis have it: `20 k` for `20.0 k`. */
export function trimZeros(text: string): string {
  return text.replace(/(\.\d*?)0+(?!\d)/, '$1').replace(/\.(?!\d)/, '')
}

/** A memory size: `48.2 MB`. */
export function formatBytes(bytes: number): string {
  return formatSi(bytes, 'B')
}

/** A return: whole ones bare, others with one decimal; null is drawn as absence. */
export function formatReturn(value: number | null | undefined): string {
  if (value === null || value === undefined) return absent
  const text = Number.isInteger(value) ? grouped.format(value) : grouped1(value)
  return minus(text.replace(/^-(?=0(\.0)?$)/, ''))
}

/** A difference of returns, always with its sign: `+2.1`, `−0.4`, `0`. */
export function formatDifference(value: number): string {
  const text = formatReturn(Math.abs(value))
  if (value === 0 || /^0(\.0)?$/.test(text)) return '0'
  return `${value > 0 ? '+' : '−'}${text}`
}

/** Both ends of an interval, each in its unit; a dash where there were too few episodes for one. */
export function formatInterval(
  interval: readonly [number, number] | null,
  format: (value: number) => string,
): string {
  return interval === null ? absent : `${format(interval[0])} … ${format(interval[1])}`
}

/** A ratio from 0 to 1 as a percentage: `62 %`, `99.5 %`; what is less than all of it is never told as `100.0 %`. */
export function formatRatio(ratio: number | null | undefined): string {
  if (ratio === null || ratio === undefined) return absent
  const percent = ratio * 100
  const digits = Number.isInteger(Math.round(percent * 1e6) / 1e6) ? 0 : 1
  const shown = digits === 1 && percent < 100 ? Math.min(percent, 99.9) : percent
  return `${shown.toFixed(digits)}${noBreak}%`
}

/** A small measurement such as a loss: three significant digits, exponents only where they are needed. */
export function formatMeasurement(value: number | null | undefined): string {
  if (value === null || value === undefined) return absent
  if (value === 0) return '0'
  const magnitude = Math.abs(value)
  if (magnitude < 1e-3 || magnitude >= 1e6) return minus(value.toExponential(1))
  return minus(String(Number(value.toPrecision(3))))
}

function grouped1(value: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
}

function minus(text: string): string {
  return text.replaceAll('-', '−')
}
