import type { EnvironmentDescription } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { layReturns, returnTable } from './lay-returns.ts'

const pole = { randomReturn: 22, solvedAt: 475, referenceReturn: 500 } as EnvironmentDescription

describe('the returns of an environment', () => {
  it('stand in their order from left to right, with neighbouring words apart', () => {
    const { marks } = layReturns(pole, 300)
    expect(marks.map(({ name }) => name)).toEqual(['random', 'solved', 'very good'])
    expect(marks.map(({ above }) => above)).toEqual([false, true, false])
    expect(marks[0]!.x).toBe(6)
    expect(marks[2]!.x).toBe(294)
    expect(marks[1]!.x).toBeGreaterThan(250)
  })

  it('run from worse to better also where returns are below zero, and need no solved mark', () => {
    const { marks } = layReturns({ ...pole, randomReturn: -500, solvedAt: null, referenceReturn: -75 }, 300)
    expect(marks.map(({ value }) => value)).toEqual([-500, -75])
  })

  it('are saved in the same order, a row each', () => {
    expect(returnTable({ ...pole, randomReturn: 480 }).columns).toEqual([
      ['solved', 'random', 'very good'],
      [475, 480, 500],
    ])
  })
})
