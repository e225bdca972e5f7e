import { describe, expect, it } from 'vitest'
import { checkCluster } from './check-cluster.ts'
import type { ClusterFacts } from './cluster-facts.ts'

const facts: ClusterFacts = {
  directory: '/d/postgres',
  pointer: undefined,
  state: { kind: 'complete', major: '18' },
  major: '18',
  hasSecrets: true,
  unfinished: [],
}
const absent = { ...facts, state: { kind: 'absent' } } as const

describe('the check of the database files', () => {
  it('is content with a cluster that is whole, and with none', () => {
    expect(checkCluster(facts)).toMatchObject({ state: 'ok', found: 'PostgreSQL 18 in /d/postgres' })
    expect(checkCluster(absent)).toMatchObject({ state: 'ok', found: expect.stringContaining('none yet') })
    expect(checkCluster({ ...absent, unfinished: ['postgres.unfinished-x'] }).found).toContain(
      'the remains of an interrupted start are removed by the next one',
    )
  })

  it('says that `up` mends an interrupted beginning by itself', () => {
    expect(checkCluster({ ...facts, state: { kind: 'unfinished' } })).toMatchObject({
      state: 'warning',
      mend: expect.stringContaining('deletes nothing'),
    })
  })

  it.each<[Partial<ClusterFacts>, string]>([
    [{ state: { kind: 'foreign' } }, 'holds other files and no database'],
    [{ state: { kind: 'damaged', lacks: 'global/pg_control' } }, 'lacks global/pg_control'],
    [{ state: { kind: 'unreadable', message: 'EACCES: denied' } }, 'cannot be read: EACCES: denied'],
    [
      { state: { kind: 'complete', major: '15' } },
      'is a database of PostgreSQL 15; this T.A.R.S. brings PostgreSQL 18',
    ],
    [{ hasSecrets: false }, 'secrets.json, which holds its password, is not beside it'],
    [{ pointer: '/d/postgres', directory: '/gone', state: { kind: 'absent' } }, '/d/postgres says that'],
  ])('finds broken what cannot be started: %j', (changes, words) => {
    const check = checkCluster({ ...facts, ...changes })
    expect(check).toMatchObject({ id: 'cluster', state: 'broken', found: expect.stringContaining(words) })
    expect(check.mend).toContain('--data DIR')
  })
})
