import * as contracts from '@tars/contracts'
import { z } from 'zod'
import { code } from './page.ts'

/** The part of JSON Schema that our shapes use. @source JSON Schema 2020-12 */
export interface JsonSchema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, JsonSchema>>
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly const?: string | number
  readonly enum?: readonly (string | number)[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: JsonSchema
  readonly prefixItems?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
}

/** One field of a shape; fields of objects inside are named by their path, `outer.inner` or `list[].inner`. */
export interface Field {
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  /** What counts when it is left out; undefined without such a value. */
  readonly fallback: string | undefined
  readonly description: string
}

/** How a reader is led to a shape that has a name. */
export type LinkShape = (name: string) => string

const patternLengthMax = 60

/** The shapes that are described once and linked from everywhere else: the objects of the contracts, by their names. */
const named = z.registry<{ id: string }>()
for (const [name, schema] of Object.entries(contracts)) {
  if (!(schema instanceof z.ZodObject || schema instanceof z.ZodDiscriminatedUnion)) continue
  named.add(schema, { id: `${name.slice(0, 1).toUpperCase()}${name.slice(1).replace(/Schema$/, '')}` })
}

/**
 * The JSON Schema of a shape. As `output`, shapes with names are references into its `$defs`; as `input`, everything is
 * written out, and what has a default may be left out.
 */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    ...(io === 'output' ? { metadata: named } : {}),
    override: ({ zodSchema, jsonSchema }) => {
      const description = z.globalRegistry.get(zodSchema)?.description
      if (description !== undefined) jsonSchema.description = description
    },
  }) as JsonSchema
}

/** The fields of an object, one after the other, those of objects inside after the field that holds them. */
export function listFields(schema: JsonSchema, link: LinkShape, prefix = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`
    const row: Field = {
      name,
      type: describeType(field, link),
      isRequired: schema.required?.includes(key) ?? false,
      fallback: typeof field.default === 'string' ? field.default : JSON.stringify(field.default),
      description: ownDescription(field),
    }
    const { schema: inner, suffix } = findObject(field)
    return [row, ...(inner === undefined ? [] : listFields(inner, link, `${name}${suffix}.`))]
  })
}

/** A type in a few words, with its bounds. */
export function describeType(schema: JsonSchema, link: LinkShape): string {
  if (schema.$ref !== undefined) return link(schema.$ref.replace('#/$defs/', ''))
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum !== undefined) return schema.enum.map(code).join(', ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices !== undefined) return choices.map((choice) => describeType(choice, link)).join(' or ')
  if (Array.isArray(schema.type))
    return schema.type.map((type: string) => describeType({ ...schema, type }, link)).join(' or ')
  if (schema.type === 'array') return describeList(schema, link)
  if (schema.type === 'string') return describeText(schema)
  if (schema.type === 'integer') return `whole number${describeRange(schema.minimum, schema.maximum)}`
  if (schema.type === 'number') return `number${describeRange(schema.minimum, schema.maximum)}`
  return typeof schema.type === 'string' ? schema.type : 'anything'
}

function describeList(schema: JsonSchema, link: LinkShape): string {
  if (schema.prefixItems !== undefined)
    return `[${schema.prefixItems.map((item) => describeType(item, link)).join(', ')}]`
  const count = describeRange(schema.minItems, schema.maxItems, ['entry', 'entries'])
  return `list of ${schema.items === undefined ? 'anything' : describeType(schema.items, link)}${count}`
}

function describeText({ format, pattern, minLength, maxLength }: JsonSchema): string {
  if (format === 'uuid') return 'id'
  if (format === 'date-time') return 'instant'
  if (format === 'uri') return 'URL'
  if (format === 'email') return 'e-mail address'
  if (pattern !== undefined && pattern.length <= patternLengthMax) return `text like ${code(pattern)}`
  return `text${describeRange(minLength, maxLength, ['character', 'characters'])}`
}

/** Bounds in brackets; what every whole number obeys is not worth a word. */
function describeRange(minimum?: number, maximum?: number, units?: readonly [string, string]): string {
  const isFloor = minimum !== undefined && minimum !== Number.MIN_SAFE_INTEGER
  const isCeiling = maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER
  const unit = units === undefined ? '' : ` ${(maximum ?? minimum) === 1 ? units[0] : units[1]}`
  if (isFloor && isCeiling) return ` (${count(minimum)} … ${count(maximum)}${unit})`
  if (isFloor) return ` (at least ${count(minimum)}${unit})`
  return isCeiling ? ` (at most ${count(maximum)}${unit})` : ''
}

const { format: count } = new Intl.NumberFormat('en', { maximumFractionDigits: 15 })

/** What a field says beyond its type. */
function ownDescription({ description = '' }: JsonSchema): string {
  const common = [contracts.idSchema.description, contracts.instantSchema.description]
  return common.includes(description) ? '' : description
}

/** The object that a field is, may be, or is a list of, when it has no name of its own. */
function findObject(schema: JsonSchema): { schema: JsonSchema | undefined; suffix: string } {
  if (schema.properties !== undefined) return { schema, suffix: '' }
  if (schema.items !== undefined) {
    const inner = findObject(schema.items)
    return { schema: inner.schema, suffix: `[]${inner.suffix}` }
  }
  const choices = (schema.anyOf ?? []).map(findObject).filter((found) => found.schema !== undefined)
  return choices[0] ?? { schema: undefined, suffix: '' }
}
