import { expect, it } from 'vitest'
import { describeActor } from './actor.ts'

it('whoever did something is told as seen by whoever looks', () => {
  const viewer = { kind: 'user', id: '7' } as const
  expect(describeActor('user:7', viewer)).toBe('you')
  expect(describeActor('user:8', viewer)).toBe('another person')
  expect(describeActor('key:7', viewer)).toBe('a script with a key')
  expect(describeActor('user:7', null)).toBe('another person')
  expect(describeActor('cli', viewer)).toBe('cli')
})
