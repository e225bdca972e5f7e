import type { Finding } from '../finding.ts'
import { listMembers, type Member } from '../member.ts'
import { listImports } from '../syntax.ts'
import { isSource, isTest, type Tree, type TreeFile } from '../tree.ts'

/** Imports of members that the package.json does not list, and listed members that nothing imports. */
export function findUndeclaredImports(tree: Tree): Finding[] {
  return listMembers(tree).flatMap((member) => {
    const sources = tree.filter((file) => file.path.startsWith(`${member.folder}/`) && isSource(file.path))
    return [...findUnlisted(member, sources), ...findUnused(member, sources)]
  })
}

function findUnlisted({ manifest }: Member, sources: readonly TreeFile[]): Finding[] {
  const forSources = listOwn(manifest.dependencies)
  const forTests = [...forSources, ...listOwn(manifest.devDependencies)]
  return sources.flatMap((file) => {
    const [listed, kind] = isTest(file.path) ? [forTests, 'devDependencies'] : [forSources, 'dependencies']
    return listImports(file)
      .filter(({ specifier }) => specifier.startsWith('@tars/') && !listed.includes(specifier))
      .map(({ specifier, line }) => ({
        path: file.path,
        line,
        message: `imports ${specifier}, which its package.json does not list: add it to ${kind}, or do without`,
      }))
  })
}

function findUnused({ folder, manifest }: Member, sources: readonly TreeFile[]): Finding[] {
  const importsOf = (files: readonly TreeFile[]) =>
    new Set(files.flatMap((file) => listImports(file).map(({ specifier }) => specifier)))
  const bySources = importsOf(sources.filter((file) => !isTest(file.path)))
  const byTests = importsOf(sources.filter((file) => isTest(file.path)))
  const path = `${folder}/package.json`
  return [
    ...listOwn(manifest.dependencies)
      .filter((name) => !bySources.has(name))
      .map((name) => ({ path, message: `lists ${name}, which no source imports: remove it` })),
    ...listOwn(manifest.devDependencies)
      .filter((name) => !byTests.has(name))
      .map((name) => ({ path, message: `lists ${name} for tests, which no test imports: remove it` })),
  ]
}

function listOwn(dependencies: Readonly<Record<string, string>> | undefined): string[] {
  return Object.keys(dependencies ?? {}).filter((name) => name.startsWith('@tars/'))
}
