import { describe, expect, it } from 'vitest'
import { checkNode } from './check-node.ts'

describe('the check of Node.js', () => {
  it.each(['20.20.2', '22.23.3', '24.21.0'])('is content with a stock %s', (stock) => {
    expect(checkNode({ running: '24.21.0', stock })).toMatchObject({ state: 'ok', why: null, mend: null })
  })

  it.each([
    ['18.20.4', 'node on the PATH is 18.20.4'],
    [undefined, 'node on the PATH is missing'],
  ])('warns of %s, which cannot install', (stock, words) => {
    const check = checkNode({ running: '24.21.0', stock })
    expect(check).toMatchObject({ id: 'node', state: 'warning', found: expect.stringContaining(words) })
    expect(check.mend).toContain('`node --version`')
  })
})
