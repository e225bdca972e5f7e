import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findBadNames } from './file-names.ts'

function judge(path: string) {
  return findBadNames(sampleTree({ [path]: '' })).map(({ message }) => message.split(':')[0])
}

describe('findBadNames', () => {
  for (const path of [
    'packages/contracts/src/utils.ts',
    'packages/contracts/src/helpers/id.ts',
    'packages/contracts/src/lease-manager.ts',
    'packages/contracts/src/types.d.ts',
    'packages/contracts/src/base-agent.ts',
    'tests/test_helpers.ts',
  ]) {
    it(`refuses ${path} as saying nothing`, () => {
      expect(judge(path)).toEqual([expect.stringContaining('says nothing')])
    })
  }

  for (const path of [
    'docs/v1_0_1.md',
    'docs/release-1.0.1.md',
    'packages/cli/src/v2/up.ts',
    'deploy/1.0.1/x.yaml',
  ]) {
    it(`refuses ${path} as a release number`, () => {
      expect(judge(path)).toEqual(['a release number in a path'])
    })
  }

  it('refuses stages of work and tickets', () => {
    expect(judge('tests/flows/phase-2.test.ts')).toEqual(['a stage of work in a path'])
    expect(judge('docs/part2.md')).toEqual(['a stage of work in a path'])
    expect(judge('tests/flows/tars-1001.test.ts')).toEqual(['a ticket in a path'])
    expect(judge('tests/flows/issue-7.test.ts')).toEqual(['a ticket in a path'])
  })

  it('lets numbers belong to a concept, a migration or a decision', () => {
    for (const path of [
      'packages/reinforcement/src/pcg64.ts',
      'packages/database/migrations/0001-evaluations.sql',
      'docs/decisions/012-postgresql-18.md',
      'packages/database/src/connect.ts',
    ]) {
      expect(judge(path)).toEqual([])
    }
  })
})
