import { eventSchemas, type Route, routes } from '@tars/contracts'
import { z } from 'zod'
import { isSource, type Tree } from '../tree.ts'
import { linkTo } from './page.ts'
import { type JsonSchema, toJsonSchema } from './shape.ts'
import { describeFields } from './shape-table.ts'

/** Every shape with a name that an answer or an event holds, by name, as blocks of Markdown. */
export function describeShapes(tree: Tree): string[] {
  const shapes = Object.entries(collectShapes()).sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    '## Shapes',
    shapes.map(([name]) => `- ${linkTo(name)}`).join('\n'),
    ...shapes.flatMap(([name, schema]) => [`### ${name}`, readMeaning(tree, name), ...describeShape(schema)]),
  ]
}

function collectShapes(): Record<string, JsonSchema> {
  const answers = Object.values<Route>(routes).map(({ response }) => response)
  const schemas = [...answers, ...Object.values(eventSchemas)].filter((schema) => schema instanceof z.ZodType)
  return Object.assign({}, ...schemas.map((schema) => toJsonSchema(schema, 'output').$defs ?? {}))
}

/** An object is one table; one of several objects is a table for each. */
function describeShape(schema: JsonSchema): string[] {
  if (schema.oneOf === undefined) return [describeFields(schema, '')]
  return schema.oneOf.flatMap((choice, index) => [
    index === 0 ? 'Either:' : 'or:',
    describeFields(choice, ''),
  ])
}

/** The first sentences that the contracts say of a shape. */
function readMeaning(tree: Tree, name: string): string {
  const schema = `${name.slice(0, 1).toLowerCase()}${name.slice(1)}Schema`
  const pattern = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\nexport const ${schema}\\b`)
  const files = tree.filter(({ path }) => path.startsWith('packages/contracts/src/') && isSource(path))
  const [comment = ''] = files.flatMap(({ text }) => pattern.exec(text)?.[1] ?? [])
  return comment
    .replace(/\n\s*\*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}
