import { idSchema, instantSchema, opponentSchema, scoreSchema } from '@tars/contracts'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { describeType, listFields, toJsonSchema } from './shape.ts'

const link = (name: string) => `→${name}`
const typeOf = (schema: z.ZodType, io: 'input' | 'output' = 'output') =>
  describeType(toJsonSchema(z.object({ it: schema }), io).properties?.it ?? {}, link)

describe('a type', () => {
  it.each([
    [z.int(), 'whole number'],
    [z.int().min(1).max(10_000), 'whole number (1 … 10,000)'],
    [z.number().min(0.000001), 'number (at least 0.000001)'],
    [z.string().max(1), 'text (at most 1 character)'],
    [z.string().regex(/^[a-z]+$/), 'text like `^[a-z]+$`'],
    [z.array(z.boolean()).min(1).max(3), 'list of boolean (1 … 3 entries)'],
    [z.tuple([z.number(), z.number()]).nullable(), '[number, number] or null'],
    [z.enum(['a', 'b']), '`a`, `b`'],
    [idSchema.nullable(), 'id or null'],
    [instantSchema, 'instant'],
    [z.unknown(), 'anything'],
  ])('%# is told in a few words with its bounds', (schema, words) => {
    expect(typeOf(schema)).toBe(words)
  })

  it('that has a name is linked where it comes out, and written out where it goes in', () => {
    expect(typeOf(scoreSchema.nullable())).toBe('→Score or null')
    expect(typeOf(z.array(opponentSchema))).toBe('list of →Opponent')
    expect(typeOf(scoreSchema, 'input')).toBe('object')
  })
})

describe('the fields of a shape', () => {
  const schema = z.object({
    seed: z.int().min(0).default(7).describe('of the suite'),
    name: z.string().default('x'),
    id: idSchema,
    inside: z.object({ deep: z.boolean() }).optional(),
    many: z.array(z.object({ one: z.int() })).nullable(),
  })

  it('name those of objects inside by their path, in order', () => {
    const names = listFields(toJsonSchema(schema, 'input'), link).map(({ name }) => name)
    expect(names).toEqual(['seed', 'name', 'id', 'inside', 'inside.deep', 'many', 'many[].one'])
  })

  it('say what must be given, what counts otherwise, and what the type does not say', () => {
    const fields = listFields(toJsonSchema(schema, 'input'), link)
    expect(fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)).toEqual([
      'id',
      'inside.deep',
      'many',
      'many[].one',
    ])
    expect(fields.slice(0, 3).map(({ fallback }) => fallback)).toEqual(['7', 'x', undefined])
    expect(fields.slice(0, 3).map(({ description }) => description)).toEqual(['of the suite', '', ''])
  })
})
