import type { Finding } from '../finding.ts'
import { listDependencies, listMembers, type Member } from '../member.ts'
import { listImports } from '../syntax.ts'
import { isSource, type Tree } from '../tree.ts'

const frontendApp = 'services/dashboard-frontend/src/app/'
const browserMembers = ['@tars/contracts', '@tars/realtime']

/** Dependencies that do not go downhill, and imports of the dashboard's pages that a browser must not carry. */
export function findUphillDependencies(tree: Tree): Finding[] {
  const members = listMembers(tree)
  const fromManifests = members.flatMap((member) => {
    const names = listDependencies(member.manifest).map(([name]) => name)
    const targets = names
      .filter((name) => name.startsWith('@tars/'))
      .map((name) => name.slice('@tars/'.length))
    const path = `${member.folder}/package.json`
    return [...placeOf(member), ...targets.flatMap((target) => judge(member, members, target))].map(
      (message) => ({
        path,
        message,
      }),
    )
  })
  return [...fromManifests, ...findBrowserImports(tree)]
}

function placeOf(member: Member): string[] {
  return member.floor === undefined ? [`${member.name} has no floor: give it one in tools/floor.ts`] : []
}

function judge(member: Member, members: readonly Member[], name: string): string[] {
  const target = members.find((candidate) => candidate.name === name)
  if (target === undefined) return [`depends on @tars/${name}, which is no member: remove it`]
  if (target.kind === 'service') return [`depends on the service ${name}: nobody imports a service, start it`]
  if (member.floor === undefined || target.floor === undefined || target.floor < member.floor) return []
  const places = `${member.name} (floor ${member.floor}) may not import ${name} (floor ${target.floor})`
  return [`${places}: hand the value in, or move the code down`]
}

function findBrowserImports(tree: Tree): Finding[] {
  const sources = tree.filter((file) => file.path.startsWith(frontendApp) && isSource(file.path))
  return sources.flatMap((file) =>
    listImports(file)
      .filter(({ specifier }) => specifier.startsWith('@tars/') && !browserMembers.includes(specifier))
      .map(({ specifier, line }) => ({
        path: file.path,
        line,
        message: `imports ${specifier}: pages may import ${browserMembers.join(' and ')} only`,
      })),
  )
}
