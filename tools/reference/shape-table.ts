import { code, linkTo, renderTable } from './page.ts'
import { type Field, type JsonSchema, listFields } from './shape.ts'

/** A table of what comes out: the fields of a shape. Shapes with names are linked, on the API's page unless it is this one. */
export function describeFields(schema: JsonSchema, page = 'api.md'): string {
  const link = (name: string) => linkTo(name, page)
  return renderTable({
    columns: ['field', 'type', 'what'],
    rows: listFields(schema, link).map((field) => [nameOf(field), field.type, field.description]),
  })
}

/** A table of what goes in: the fields of a shape, which are required, and what counts when one is left out. */
export function describeInputs(place: string, fields: readonly Field[]): string {
  return renderTable({
    columns: [place, 'type', 'default', 'what'],
    rows: fields.map((field) => [code(field.name), field.type, describeDefault(field), field.description]),
  })
}

/** What counts when a field is left out, or that it must not be. */
export function describeDefault({ isRequired, fallback }: Pick<Field, 'isRequired' | 'fallback'>): string {
  if (isRequired) return '*required*'
  return fallback === undefined ? '–' : code(fallback)
}

function nameOf({ name, isRequired }: Field): string {
  return isRequired ? code(name) : `${code(name)} (may be absent)`
}
