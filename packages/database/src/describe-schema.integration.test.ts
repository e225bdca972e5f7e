import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../tests/harness/database.ts'
import { describeSchema } from './describe-schema.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test.dispose())

describe('the committed schema', () => {
  it('is what the migrations make', async () => {
    const committed = await readFile(new URL('../schema.sql', import.meta.url), 'utf8')
    expect(await describeSchema(test.database), 'schema.sql is out of date: run `npm run schema`').toBe(
      committed,
    )
  })
})

describe('the description of a schema', () => {
  /** The description after a change that is undone again. */
  async function describeAfter(...changes: string[]): Promise<string> {
    let text = ''
    const undone = new Error('undo')
    const work = test.database.transaction(async (sql) => {
      for (const change of changes) await sql.query(change)
      text = await describeSchema(sql)
      throw undone
    })
    await expect(work).rejects.toBe(undone)
    return text
  }

  it.each([
    'ALTER TABLE agents ADD COLUMN note text',
    'ALTER TABLE agents ALTER COLUMN environment DROP NOT NULL',
    "ALTER TABLE agents ALTER COLUMN environment SET DEFAULT 'x'",
    'ALTER TABLE agents ALTER COLUMN environment TYPE varchar(9)',
    'ALTER TABLE agents DROP CONSTRAINT agents_name_check',
    'ALTER TABLE agents ADD UNIQUE (environment)',
    'CREATE INDEX agents_environment ON agents (environment)',
    'DROP INDEX trainings_open',
    'DROP TABLE audit',
    'CREATE TABLE zoo (id bigint GENERATED ALWAYS AS IDENTITY)',
  ])('changes with %s', async (change) => {
    expect(await describeAfter(change)).not.toBe(await describeSchema(test.database))
  })

  it('reads like a dump', async () => {
    const text = await describeAfter(
      'CREATE TABLE zoo (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL, age int DEFAULT 3)',
      'CREATE INDEX zoo_name ON zoo (name) WHERE age > 1',
    )
    const expected = `CREATE TABLE zoo (
  id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
  name text NOT NULL,
  age integer DEFAULT 3,
  CONSTRAINT zoo_pkey PRIMARY KEY (id)
);
CREATE INDEX zoo_name ON public.zoo USING btree (name) WHERE (age > 1);
`
    expect(text.slice(text.indexOf('CREATE TABLE zoo'))).toBe(expected)
  })

  it('does not depend on the order in which things were made', async () => {
    const [first, second] = ['CREATE TABLE aa (n int)', 'CREATE TABLE bb (n int)'] as const
    expect(await describeAfter(first, second)).toBe(await describeAfter(second, first))
  })
})
