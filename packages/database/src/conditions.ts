/** What the rows of a list must be, gathered condition by condition; what is not asked for adds none. */
export interface Conditions {
  /** SQL conditions that use $1 … $n of `values`; all of them must hold. */
  readonly texts: readonly string[]
  readonly values: readonly unknown[]
  /** An expression has exactly this value. */
  equal(expression: string, value: unknown): void
  /** A name contains the text, or the id begins with it; case does not matter, and no character is special. */
  search(
    text: string | undefined,
    expressions: { readonly names: readonly string[]; readonly id: string },
  ): void
}

/** No conditions yet. */
export function createConditions(): Conditions {
  const texts: string[] = []
  const values: unknown[] = []
  return {
    texts,
    values,
    equal(expression, value) {
      if (value !== undefined) texts.push(`${expression} = $${values.push(value)}`)
    },
    search(text, { names, id }) {
      if (text === undefined) return
      const given = `lower($${values.push(text)})`
      const found = names.map((name) => `strpos(lower(${name}), ${given}) > 0`)
      texts.push(`(${[...found, `starts_with(${id}::text, ${given})`].join(' OR ')})`)
    },
  }
}
