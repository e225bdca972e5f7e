import { apiPrefix, isAllowed, type Route, roleSchema } from '@tars/contracts'
import type { z } from 'zod'
import { code, linkTo, renderTable, sentence } from './page.ts'
import { describeType, type Field, type JsonSchema, listFields, toJsonSchema } from './shape.ts'
import { describeFields, describeInputs } from './shape-table.ts'
import type { ThrownError } from './thrown-errors.ts'

const linkHere = (name: string) => linkTo(name)

/** One route as blocks of Markdown: who may call, what goes in, what comes out, and what it can be refused with. */
export function describeRoute(name: string, route: Route, errors: readonly ThrownError[]): string[] {
  return [
    `### ${name}`,
    `${sentence(route.summary)} ${describeCaller(route)}`,
    `\`\`\`text\n${route.method} ${apiPrefix}${route.path}\n\`\`\``,
    renderTable({
      columns: ['in the path', 'type', 'what'],
      rows: listParameters(route.params).map(({ name, type, description }) => [
        code(name),
        type,
        description,
      ]),
    }),
    describeInputs('in the query', listParameters(route.query)),
    route.body === undefined
      ? ''
      : describeInputs('in the body', listFields(toJsonSchema(route.body, 'input'), linkHere)),
    ...describeAnswer(route),
    describeThrown(errors),
  ]
}

function describeCaller({ access }: Route): string {
  if (access === 'public') return 'Anyone may call.'
  if (access === 'identified') return 'Whoever is signed in may call.'
  const roles = roleSchema.options.filter((role) => isAllowed(role, access))
  return `Needs the permission ${code(access)}: ${roles.join(', ')}.`
}

/** What is read from an address is text there; its type is what the server makes of it, where that can be said. */
function listParameters(schema: z.ZodObject | undefined): Field[] {
  if (schema === undefined) return []
  const [given, read] = [toJsonSchema(schema, 'input'), toJsonSchema(schema, 'output')]
  const pick = (name: string, field: JsonSchema): JsonSchema => {
    const made = read.properties?.[name]
    return made?.type === undefined && made?.enum === undefined ? field : { ...made, default: field.default }
  }
  const properties = Object.entries(given.properties ?? {}).map(([name, field]) => [name, pick(name, field)])
  return listFields({ ...given, properties: Object.fromEntries(properties) }, linkHere)
}

function describeAnswer({ status, response }: Route): string[] {
  if (response === undefined) return [`Answers ${code(status)} without a body.`]
  if (response === 'bytes') return [`Answers ${code(status)} with the bytes (\`application/octet-stream\`).`]
  const schema = toJsonSchema(response, 'output')
  const { items, nextCursor } = schema.properties ?? {}
  if (items?.items?.$ref !== undefined && nextCursor !== undefined)
    return [`Answers ${code(status)} with a page of ${describeType(items.items, linkHere)}.`]
  if (schema.$ref !== undefined) return [`Answers ${code(status)} with ${describeType(schema, linkHere)}.`]
  return [`Answers ${code(status)}:`, describeFields(schema, '')]
}

/** A table of errors and of when they come. */
export function describeThrown(errors: readonly ThrownError[]): string {
  return renderTable({
    columns: ['refused with', 'when'],
    rows: errors.map((error) => [linkTo(error.code, 'errors.md'), error.when]),
  })
}
