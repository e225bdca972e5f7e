const prefixes = ['', 'k', 'M', 'G', 'T'] as const
const binaryPrefixes = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const

/** A number with an SI prefix and three digits: 1234567 → `1.23M`, 950 → `950`. */
export function formatCount(value: number): string {
  let scaled = Math.abs(value)
  let step = 0
  while (scaled >= 999.5 && step < prefixes.length - 1) {
    scaled /= 1000
    step++
  }
  const digits = step === 0 && Number.isInteger(scaled) ? 0 : digitsOf(scaled)
  return `${value < 0 ? '−' : ''}${scaled.toFixed(digits)}${prefixes[step]}`
}

/** An amount of memory or storage with a binary prefix: 123456789 → `118 MiB`. */
export function formatBytes(bytes: number): string {
  let scaled = bytes
  let step = 0
  while (scaled >= 1023.5 && step < binaryPrefixes.length - 1) {
    scaled /= 1024
    step++
  }
  return `${scaled.toFixed(step === 0 ? 0 : digitsOf(scaled))} ${binaryPrefixes[step]}`
}

/** A return or another measured value with at most two decimals; `–` where there is none. */
export function formatValue(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–'
  const rounded = Math.round(value * 100) / 100
  return String(Object.is(rounded, -0) ? 0 : rounded).replace('-', '−')
}

/** A measured value with every digit that tells it from any other. */
export function formatExactly(value: number): string {
  return String(value).replaceAll('-', '−')
}

/** A difference with its sign. */
export function formatDifference(value: number): string {
  const text = formatValue(value)
  return text.startsWith('−') || text === '0' ? text : `+${text}`
}

/** A ratio 0–1 as per cent with at most one decimal; `–` where there is none. */
export function formatRatio(ratio: number | null): string {
  return ratio === null ? '–' : `${Math.round(ratio * 1000) / 10} %`
}

/** An interval: `[9.1, 9.7]`; `–` where there is none. */
export function formatInterval(interval: readonly [number, number] | null): string {
  return interval === null ? '–' : `[${formatValue(interval[0])}, ${formatValue(interval[1])}]`
}

function digitsOf(scaled: number): number {
  return scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2
}
