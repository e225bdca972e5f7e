import { execFileSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One file of the project. */
export interface TreeFile {
  /** Path from the project's root, with forward slashes. */
  readonly path: string
  /** Its text; empty for binary files and links to folders. */
  readonly text: string
}

/** The project's files, sorted by path: what is tracked and what would be, never what git ignores. */
export type Tree = readonly TreeFile[]

/** A tree from paths and texts. */
export function treeOf(files: Readonly<Record<string, string>>): Tree {
  return Object.entries(files)
    .map(([path, text]) => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
}

/**
 * The tree below a folder. With a `.git` beside it, git says which files belong to it; without one (an unpacked archive)
 * the folder is walked and the names in its `.gitignore` are left out.
 */
export function readTree(root: string): Tree {
  const paths = existsSync(join(root, '.git')) ? listByGit(root) : listByWalking(root)
  return treeOf(Object.fromEntries(paths.map((path) => [path, readText(join(root, path))])))
}

/** The patterns of the root's `.gitignore`, one each line, without comments. */
export function readIgnorePatterns(text: string): readonly RegExp[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'))
  return lines.map((line) => globToPattern(line.trim().replace(/^\/|\/$/g, '')))
}

/** A pattern for whole paths or names from a glob in which `*` stands for anything but a slash. */
export function globToPattern(glob: string): RegExp {
  const escaped = glob.replace(/[.+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replaceAll('*', '[^/]*')}$`)
}

/** Whether a path is a TypeScript source: declarations (`.d.ts`) are not. */
export function isSource(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.endsWith('.d.ts')
}

/** Whether a path is a test. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

function listByGit(root: string): string[] {
  // A checkout that another user owns is refused by git unless it is named as safe; listing it harms nobody.
  const options = ['-c', `safe.directory=${root}`, '-C', root]
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const output = execFileSync('git', [...options, ...listing], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const paths = new Set(output.split('\0').filter((path) => path !== ''))
  return [...paths].filter((path) => existsSync(join(root, path)))
}

function listByWalking(root: string): string[] {
  const ignoreFile = join(root, '.gitignore')
  const ignored = readIgnorePatterns(existsSync(ignoreFile) ? readFileSync(ignoreFile, 'utf8') : '')
  const walk = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => !ignored.some((pattern) => pattern.test(entry.name)))
      .flatMap((entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`
        return entry.isDirectory() ? walk(path) : [path]
      })
  return walk('')
}

function readText(path: string): string {
  if (!lstatSync(path).isFile()) return ''
  const bytes = readFileSync(path)
  return bytes.includes(0) ? '' : bytes.toString('utf8')
}
