import { describe, expect, it } from 'vitest'
import { findEnvironment, listEnvironments } from './environments.ts'

describe('the environments', () => {
  it('are found by their ids, and by nothing else', () => {
    for (const environment of listEnvironments()) {
      expect(findEnvironment(environment.description.id)).toBe(environment)
    }
    expect(findEnvironment('CartPole-v1')?.description).toMatchObject({
      stepsMax: 500,
      solvedAt: 475,
      actions: 2,
    })
    for (const id of ['', 'CartPole', 'toString']) expect(findEnvironment(id)).toBeUndefined()
  })
})
