const noBreak = '\u00a0'

/** A length of time in its two largest units: `12 ms`, `0.8 s`, `42 s`, `3 min 20 s`, `1 h 5 min`, `2 d 4 h`. */
export function formatDuration(seconds: number): string {
  if (seconds > 0 && seconds < 0.095) return `${Math.max(1, Math.round(seconds * 1_000))}${noBreak}ms`
  if (seconds < 9.95) return `${seconds.toFixed(1).replace(/\.0$/, '')}${noBreak}s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole}${noBreak}s`
  if (whole < 3_600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's')
  const minutes = Math.round(whole / 60)
  if (minutes < 24 * 60) return pair(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return pair(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

function pair(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const first = `${large}${noBreak}${largeUnit}`
  return small === 0 ? first : `${first} ${small}${noBreak}${smallUnit}`
}
