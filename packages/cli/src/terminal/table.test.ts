import { describe, expect, it } from 'vitest'
import { createPaint } from './colour.ts'
import { renderFacts, renderTable } from './table.ts'

const plain = createPaint(false)
const columns = [
  { title: 'id' },
  { title: 'name', shrinksTo: 6 },
  { title: 'steps', align: 'right' as const },
]
const rows = [
  ['0123456789', 'a-very-long-name-of-an-agent', '50'],
  ['abcdefghij', 'short', '1200'],
]

describe('a table', () => {
  it('aligns its columns', () => {
    expect(renderTable(columns, rows, 80, plain)).toEqual([
      'id          name                          steps',
      '0123456789  a-very-long-name-of-an-agent     50',
      'abcdefghij  short                          1200',
    ])
  })

  it('cuts the columns that may shrink until it fits a narrow terminal', () => {
    expect(renderTable(columns, rows, 30, plain)).toEqual([
      'id          name         steps',
      '0123456789  a-very-lon…     50',
      'abcdefghij  short         1200',
    ])
  })

  it('lets columns leave in their order when cutting is not enough', () => {
    const leaving = [columns[0]!, { title: 'name', leaves: 2 }, { ...columns[2]!, leaves: 1 }]
    expect(renderTable(leaving, rows, 42, plain)[1]).toBe('0123456789  a-very-long-name-of-an-agent')
    expect(renderTable(leaving, rows, 39, plain)).toEqual(['id', '0123456789', 'abcdefghij'])
    expect(renderTable(leaving, rows, 9, plain)).toContain('steps')
  })

  it('becomes a block per row where it does not fit at all', () => {
    expect(renderTable(columns, rows, 22, plain)).toEqual([
      'id     0123456789',
      'name',
      '  a-very-long-name-of-',
      '  an-agent',
      'steps  50',
      '',
      'id     abcdefghij',
      'name   short',
      'steps  1200',
    ])
  })

  it('aligns coloured cells by their text and keeps control characters out', () => {
    const painted = renderTable(
      [{ title: 'state' }, { title: 'n' }],
      [[{ text: 'ok\u001b[2J', tone: 'good' }, '1']],
      40,
      createPaint(true),
    )
    expect(painted[1]).toBe('\u001b[32mok [2J\u001b[39m  1')
  })

  it('shows a fact that does not fit beside its title below it, whole', () => {
    const id = '019a0000-0000-7000-8000-000000000002'
    const facts = [
      ['state', { text: 'ready', tone: 'good' }],
      ['evaluation', id],
      ['hash', 'f'.repeat(64)],
    ] as const
    expect(renderFacts(facts, 40, plain)).toEqual([
      'state       ready',
      'evaluation',
      `  ${id}`,
      'hash',
      `  ${'f'.repeat(38)}`,
      `  ${'f'.repeat(26)}`,
    ])
  })
})
