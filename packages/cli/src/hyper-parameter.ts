import { type PpoConfiguration, ppoConfigurationSchema } from '@tars/contracts'
import { usageError } from './usage-error.ts'

interface JsonSchema {
  readonly type?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly enum?: readonly string[]
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
}

/** The hyper-parameters of PPO by name, each with the values that it allows in words, for example `0.9 … 0.9999`. */
export function listHyperParameters(): ReadonlyMap<string, string> {
  return new Map(Object.entries(readProperties()).map(([name, schema]) => [name, describeRange(schema)]))
}

/**
 * Hyper-parameters from `key=value` pairs, in order; the last of the same key wins. Values are JSON; a list may do
 * without its brackets (`hiddenSizes=64,64`), a word without its quotes.
 *
 * @throws {TarsError} USAGE when a pair has no `=`; unknown keys are found by `checkHyperParameters`.
 */
export function parseAssignments(pairs: readonly string[]): Record<string, unknown> {
  const properties = readProperties()
  const assignments = pairs.map((pair): [string, unknown] => {
    const at = pair.indexOf('=')
    if (at < 1) throw usageError(`--set ${pair} is not of the form key=value.`)
    const name = pair.slice(0, at)
    const text = pair.slice(at + 1)
    const isList = properties[name]?.type === 'array' && !text.startsWith('[')
    return [name, parseValue(isList ? `[${text}]` : text)]
  })
  // Makes every name a property of its own, also one such as __proto__, so that it is found to be unknown.
  return Object.fromEntries(assignments)
}

/**
 * The same values, when each of them is a hyper-parameter of PPO; ranges are checked with the whole request.
 *
 * @throws {TarsError} USAGE naming the unknown ones and listing all there are.
 */
export function checkHyperParameters(values: Record<string, unknown>): Partial<PpoConfiguration> {
  const known = listHyperParameters()
  const unknown = Object.keys(values).filter((name) => !known.has(name))
  if (unknown.length === 0) return values as Partial<PpoConfiguration>
  const list = [...known].map(([name, range]) => `  ${name.padEnd(22)} ${range}`)
  throw usageError(`Not a hyper-parameter of PPO: ${unknown.join(', ')}. There are:\n${list.join('\n')}`)
}

function readProperties(): Record<string, JsonSchema> {
  return ppoConfigurationSchema.toJSONSchema().properties as Record<string, JsonSchema>
}

function describeRange(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeRange).join(' or ')
  if (schema.enum !== undefined) return schema.enum.join(' or ')
  if (schema.type === 'array' && schema.items !== undefined) {
    return `${schema.minItems}–${schema.maxItems} of ${describeRange(schema.items)}`
  }
  if (schema.minimum !== undefined) {
    return `${schema.minimum} … ${schema.maximum}${schema.type === 'integer' ? ', whole' : ''}`
  }
  return schema.type === 'boolean' ? 'true or false' : (schema.type ?? 'any')
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
