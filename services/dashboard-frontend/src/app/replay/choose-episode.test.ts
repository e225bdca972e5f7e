import type { Episode } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { notableEpisodes } from './choose-episode.ts'

const episodes = (returns: number[]) => returns.map((value, index) => ({ index, return: value }) as Episode)

describe('notable episodes', () => {
  it('are the worst, the median and the best, the earliest of equals', () => {
    expect(notableEpisodes(episodes([500, 120, 300, 500, 90]))).toEqual([
      { label: 'Worst', index: 4 },
      { label: 'Typical', index: 2 },
      { label: 'Best', index: 0 },
    ])
  })

  it('are none before any episode is played', () => {
    expect(notableEpisodes([])).toEqual([])
  })
})
