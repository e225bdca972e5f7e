import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listProblems } from './problem.ts'

function problemsOf(schema: z.ZodType, value: unknown): Record<string, string> {
  const { error } = schema.safeParse(value)
  if (error === undefined) throw new Error('It was accepted.')
  return Object.fromEntries(listProblems(error).map(({ path, message }) => [path, message]))
}

function messageOf(schema: z.ZodType, value: unknown): string | undefined {
  return problemsOf(schema, value)['(whole value)']
}

describe('the problems of a refused value', () => {
  it('name every field, however deep', () => {
    const schema = z.object({ a: z.number(), list: z.array(z.object({ b: z.number().max(1) })) })
    expect(problemsOf(schema, { a: 'x', list: [{ b: 0 }, { b: 2 }] })).toEqual({
      a: 'must be a number, not a text',
      'list.1.b': 'must be at most 1',
    })
  })

  it('are of the first 200 things that are wrong, in no time', () => {
    const { error } = z.array(z.int().min(0)).safeParse(Array(20_000).fill(-1))
    const startedAt = performance.now()
    expect(listProblems(error!)).toHaveLength(200)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  it('name the unknown fields of a strict object', () => {
    expect(messageOf(z.strictObject({}), { colour: 1, size: 2 })).toBe('unknown: colour, size')
    expect(problemsOf(z.object({ inner: z.strictObject({}) }), { inner: { x: 1 } })).toEqual({
      inner: 'unknown: x',
    })
  })

  const bounds: [string, z.ZodType, unknown, string][] = [
    ['a number too small', z.number().min(3), 2, 'must be at least 3'],
    ['a number too big', z.number().max(3), 4, 'must be at most 3'],
    ['a number on an open lower bound', z.number().gt(3), 3, 'must be more than 3'],
    ['a number on an open upper bound', z.number().lt(3), 3, 'must be less than 3'],
    ['a text too short', z.string().min(1), '', 'must be at least 1 character long'],
    ['a text too long', z.string().max(2), 'abc', 'must be at most 2 characters long'],
    ['a list too short', z.array(z.number()).min(2), [1], 'must be at least 2 entries long'],
    ['a list too long', z.array(z.number()).max(1), [1, 2], 'must be at most 1 entry long'],
    ['a choice there is not', z.enum(['a', 'b']), 'c', 'must be one of a, b'],
    ['a text for a number', z.number(), '1', 'must be a number, not a text'],
    ['a number for a list', z.array(z.number()), 1, 'must be a list, not a number'],
    ['nothing for a text', z.string(), null, 'must be a text, not null'],
    ['a number that is none', z.number(), Number.NaN, 'must be a number, not NaN'],
    ['a number without an end', z.number(), Number.POSITIVE_INFINITY, 'must be a number, not Infinity'],
    ['a broken number for a whole one', z.int(), 1.5, 'must be a whole number'],
    ['a number beyond all bounds', z.int().max(9), 1e300, 'must be at most 9'],
    ['something else than a UUID', z.uuid(), 'x', 'must be a UUID'],
    ['something else than an address', z.email(), 'x', 'must be an e-mail address'],
    ['another literal', z.literal('ppo'), 'dqn', 'must be one of ppo'],
  ]
  it.each(bounds)('tell of %s what is allowed', (_, schema, value, message) => {
    expect(messageOf(schema, value)).toBe(message)
  })

  it('say that a field is missing', () => {
    expect(problemsOf(z.object({ a: z.string() }), {})).toEqual({ a: 'is missing; it must be a text' })
  })

  it('take the words of a schema that brings its own', () => {
    expect(messageOf(z.string().regex(/^a/, 'must begin with a'), 'b')).toBe('must begin with a')
  })
})
