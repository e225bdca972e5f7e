import { describe, expect, it } from 'vitest'
import { createPcg64 } from './pcg64.ts'

describe('PCG64', () => {
  // Golden values: `numpy.random.Generator(PCG64(SeedSequence(seed))).random(5)`, NumPy 2.4.6.
  it.each([
    [
      0,
      [0.6369616873214543, 0.2697867137638703, 0.04097352393619469, 0.016527635528529094, 0.8132702392002724],
    ],
    [
      1,
      [0.5118216247002567, 0.9504636963259353, 0.14415961271963373, 0.9486494471372439, 0.31183145201048545],
    ],
    [
      42,
      [0.7739560485559633, 0.4388784397520523, 0.8585979199113825, 0.6973680290593639, 0.09417734788764953],
    ],
    [2 ** 40 + 5, [0.004739459374490829, 0.3725845824112115, 0.5872294266977701, 0.15139964872492384]],
  ])("draws NumPy's numbers, bit by bit, from seed %s", (seed, numbers) => {
    const generator = createPcg64(seed)
    for (const number of numbers) expect(generator.random()).toBe(number)
  })

  it('stretches draws to an interval as NumPy does', () => {
    expect(createPcg64(1).uniform(-0.05, 0.05)).toBe(0.0011821624700256717)
  })
})
