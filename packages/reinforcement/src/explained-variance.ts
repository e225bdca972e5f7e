/**
 * Share of the returns' variance that the critic's values explain: 1 − Var(R − V) / Var(R), at most 1.
 *
 * Null when the returns do not vary.
 */
export function varianceExplained(values: Float32Array, returns: Float32Array): number | null {
  const count = returns.length
  let returnSum = 0
  let errorSum = 0
  for (let i = 0; i < count; i++) {
    returnSum += returns[i]!
    errorSum += returns[i]! - values[i]!
  }
  let returnSquares = 0
  let errorSquares = 0
  for (let i = 0; i < count; i++) {
    returnSquares += (returns[i]! - returnSum / count) ** 2
    errorSquares += (returns[i]! - values[i]! - errorSum / count) ** 2
  }
  return returnSquares === 0 ? null : 1 - errorSquares / returnSquares
}
