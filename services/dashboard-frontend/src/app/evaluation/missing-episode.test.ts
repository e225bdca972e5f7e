import { describe, expect, it } from 'vitest'
import { describeMissingEpisode } from './missing-episode.ts'

const episodes = Array.from({ length: 100 }, (_, index) => ({ index }))

describe('an episode that cannot be seen', () => {
  it('is one beyond the last, which is named', () => {
    expect(describeMissingEpisode(500, episodes)).toBe('There is no episode 500; the last is 99.')
    expect(describeMissingEpisode(100, episodes)).toBe('There is no episode 100; the last is 99.')
  })

  it('is none of those that were played, the first and the last among them', () => {
    for (const chosen of [0, 99, undefined]) expect(describeMissingEpisode(chosen, episodes)).toBeNull()
  })

  it('is any where none is kept', () => {
    expect(describeMissingEpisode(0, [])).toBe('No episode of this evaluation is kept.')
    expect(describeMissingEpisode(undefined, [])).toBe('No episode of this evaluation is kept.')
  })
})
