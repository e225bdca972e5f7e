import { describe, expect, it } from 'vitest'
import { treeOf } from '../tree.ts'
import { listCallErrors, listOperationErrors, listThrown } from './thrown-errors.ts'

const source = 'services/dashboard-api/src'
const throwing = (said: string) =>
  `/**\n * Does it.\n *\n * @throws {TarsError} ${said}\n */\nexport function act() {}\n`

describe('the errors that a docstring names', () => {
  it('are codes with their conditions, over several lines, and end at the next tag', () => {
    const text = throwing(
      'NOT_FOUND; STATE_CONFLICT when it has\n *   ended; nothing else.\n * @source RFC 1',
    )
    expect(listThrown({ path: 'a.ts', text })).toEqual([
      { code: 'NOT_FOUND', when: '' },
      { code: 'STATE_CONFLICT', when: 'it has ended' },
    ])
  })

  it('are none when the words are no codes of the catalogue', () => {
    expect(listThrown({ path: 'a.ts', text: throwing('whatever is refused; MADE_UP when asked.') })).toEqual(
      [],
    )
  })
})

describe('the errors of an operation', () => {
  const tree = treeOf({
    [`${source}/operations.ts`]: `import { act } from './routes/act.ts'
export const operations = (uses) => ({ 'policies.read': (call) => act(uses, call), 'agents.list': act, other: act })`,
    [`${source}/routes/act.ts`]: `import { find } from '../find.ts'
import type { Other } from '../other.ts'
${throwing('FORBIDDEN when it is not yours.')}`,
    [`${source}/find.ts`]: throwing('FORBIDDEN always; NOT_FOUND when there is none.'),
    [`${source}/other.ts`]: throwing('INTERNAL.'),
    [`${source}/answer-call.ts`]: "import { find } from './find.ts'\nimport { other } from './other.ts'",
  })

  it('are those of its file and of what that uses, told by the nearest; types count for nothing', () => {
    const errors = listOperationErrors(tree)
    expect([...errors.keys()]).toEqual(['policies.read', 'agents.list'])
    expect(errors.get('policies.read')).toEqual([
      { code: 'FORBIDDEN', when: 'it is not yours' },
      { code: 'NOT_FOUND', when: 'there is none' },
    ])
  })

  it('come after those of every call, which are those of what checks it', () => {
    expect(listCallErrors(tree).map(({ code }) => code)).toEqual(['FORBIDDEN', 'NOT_FOUND', 'INTERNAL'])
    expect(() => listCallErrors([])).toThrow(RangeError)
  })
})
