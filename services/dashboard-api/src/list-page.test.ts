import { describe, expect, it } from 'vitest'
import { createCursors } from './cursor.ts'
import { readListPage } from './list-page.ts'

const ids = Array.from({ length: 7 }, (_, at) => `0190a6a0-0000-7000-8000-00000000000${9 - at}`)
const cursors = createCursors('a secret of at least sixteen')

async function read({ limit, before }: { limit: number; before?: string | undefined }) {
  return ids
    .filter((id) => before === undefined || id < before)
    .slice(0, limit)
    .map((id) => ({ id }))
}

describe('readListPage', () => {
  it('gives every entry once over its pages, and null after the last', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await readListPage({ cursors, list: 'things', query: { limit: 3, cursor } }, read)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(ids)
  })

  it('says that it is the end when the last page is exactly full', async () => {
    const page = await readListPage({ cursors, list: 'things', query: { limit: ids.length } }, read)
    expect(page.nextCursor).toBeNull()
  })

  it('allows another limit on the next page, but no other filter', async () => {
    const query = { limit: 3, agent: 'a' }
    const { nextCursor } = await readListPage({ cursors, list: 'things', query }, read)
    const again = (more: object) =>
      readListPage(
        { cursors, list: 'things', query: { cursor: nextCursor ?? '', agent: 'a', ...more } },
        read,
      )
    expect((await again({ limit: 1 })).items).toEqual([{ id: ids[3] }])
    await expect(again({ agent: 'b' })).rejects.toMatchObject({ code: 'CURSOR_INVALID' })
  })
})
