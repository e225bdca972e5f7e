import { describe, expect, it } from 'vitest'
import { sampleTree } from '../sample-tree.ts'
import { findUphillDependencies } from './floors.ts'

function dependOn(folder: string, ...names: string[]) {
  const dependencies = Object.fromEntries(names.map((name) => [`@tars/${name}`, '0.1.0']))
  return sampleTree({ [`${folder}/package.json`]: JSON.stringify({ version: '0.1.0', dependencies }) })
}

describe('findUphillDependencies', () => {
  it('refuses a dependency on a higher floor', () => {
    expect(findUphillDependencies(dependOn('packages/contracts', 'database'))).toEqual([
      {
        path: 'packages/contracts/package.json',
        message:
          'contracts (floor 0) may not import database (floor 2): hand the value in, or move the code down',
      },
    ])
  })

  it('refuses a dependency on the same floor, so that database and events never meet', () => {
    const [finding] = findUphillDependencies(dependOn('packages/events', 'database'))
    expect(finding?.message).toContain('events (floor 2) may not import database (floor 2)')
  })

  it('counts dependencies for development too', () => {
    const manifest = JSON.stringify({ version: '0.1.0', devDependencies: { '@tars/database': '0.1.0' } })
    expect(findUphillDependencies(sampleTree({ 'packages/contracts/package.json': manifest }))).toHaveLength(
      1,
    )
  })

  it('refuses a dependency on a service, from above too', () => {
    const [finding] = findUphillDependencies(dependOn('packages/cli', 'ppo-agent'))
    expect(finding?.message).toBe('depends on the service ppo-agent: nobody imports a service, start it')
  })

  it('refuses a dependency on a member that there is not', () => {
    expect(findUphillDependencies(dependOn('packages/cli', 'clouds'))[0]?.message).toContain('no member')
  })

  it('refuses a package without a floor', () => {
    expect(findUphillDependencies(dependOn('packages/clouds'))[0]?.message).toContain('clouds has no floor')
  })

  it('lets the pages of the dashboard import the words and the live client only', () => {
    const page = 'services/dashboard-frontend/src/app/page.tsx'
    const importing = (name: string) =>
      findUphillDependencies(sampleTree({ [page]: `import { x } from '@tars/${name}'\n` }))
    expect(importing('realtime')).toEqual([])
    expect(importing('telemetry')).toEqual([
      {
        path: page,
        line: 1,
        message: 'imports @tars/telemetry: pages may import @tars/contracts and @tars/realtime only',
      },
    ])
  })
})
