/**
 * The sum of all numbers with Neumaier's running compensation: `[1, 1e100, 1, -1e100]` gives 2, not 0.
 *
 * @param values any length; an empty list sums to 0
 * @throws {RangeError} naming the first index that is not finite, or when the sum leaves the range of a
 * double
 * @source A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen (1974), method
 * IV
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0
  let lost = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const next = total + value
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total
    total = next
  }
  const result = total + lost
  if (Number.isFinite(result)) return result
  checkFinite(values, 'values')
  throw new RangeError('the sum leaves the range of a double')
}

/**
 * Refuses a list that holds NaN or an infinity.
 *
 * @param name what the list is called in the message
 * @throws {RangeError} naming the first index that is not finite, for example `candidate[3] is NaN`
 */
export function checkFinite(values: ArrayLike<number>, name: string): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]))
      throw new RangeError(`${name}[${i}] is ${values[i]}, not a finite number`)
  }
}

/**
 * Refuses a list without numbers or with one that is not finite.
 *
 * @param name what the list is called in the message
 * @throws {RangeError} when the list is empty, or naming the first index that is not finite
 */
export function checkSample(values: ArrayLike<number>, name: string): void {
  if (values.length === 0) throw new RangeError(`${name} is empty`)
  checkFinite(values, name)
}
