import { describe, expect, it } from 'vitest'
import { sections } from '../shell/sections.ts'
import { noKeys, pressShortcutKey, sequenceTimeoutMs } from './sequence.ts'
import { type Shortcut, shortcuts } from './shortcuts.ts'

const press = (...keys: [string, number][]) => {
  let sequence = noKeys
  let shortcut: Shortcut | undefined
  for (const [key, at] of keys)
    ({ sequence, shortcut } = { shortcut: undefined, ...pressShortcutKey(sequence, key, at) })
  return shortcut?.does
}

describe('shortcuts', () => {
  it('are complete with their last key', () => {
    expect(press(['g', 0], ['t', 300])).toBe('Train')
    expect(press(['g', 0], ['s', 300])).toBe('Sustain')
    expect(press(['?', 0])).toBe('This help')
  })

  it('are forgotten when the second key comes late', () => {
    expect(press(['g', 0], ['t', sequenceTimeoutMs + 1])).toBeUndefined()
  })

  it('start again with the key that broke a sequence', () => {
    expect(press(['g', 0], ['g', 100], ['a', 200])).toBe('Assess')
    expect(press(['g', 0], ['?', 100])).toBe('This help')
    expect(press(['x', 0], ['t', 100])).toBeUndefined()
  })

  it('lead to every section, and none hides another', () => {
    expect(shortcuts.map(({ does }) => does)).toEqual(
      expect.arrayContaining(sections.map(({ name }) => name)),
    )
    for (const { keys, does } of shortcuts) {
      expect(press(...keys.map((key, i): [string, number] => [key, i]))).toBe(does)
    }
  })
})
