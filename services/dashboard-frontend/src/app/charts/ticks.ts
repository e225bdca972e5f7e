/** The most ticks that an axis can have. */
const ticksMax = 50

/** Round values from `from` to `to`, a step of 1, 2 or 5 × 10ⁿ apart, about `count` of them. */
export function ticks(from: number, to: number, count: number): number[] {
  if (!(to > from) || count < 1) return [from]
  const step = tickStep((to - from) / count)
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.min(Math.floor(to / step + 1e-9), first + ticksMax)
  const values: number[] = []
  for (let i = first; i <= last; i++) values.push(round(i * step))
  return values
}

/** The smallest step of 1, 2 or 5 × 10ⁿ that is not below the raw one. */
export function tickStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw))
  const ratio = raw / power
  const factor = [1, 2, 5, 10].find((candidate) => ratio <= candidate + 1e-9) ?? 10
  return factor * power
}

function round(value: number): number {
  const rounded = Number(value.toPrecision(12))
  return rounded === 0 ? 0 : rounded
}
