import { dirname, join, normalize } from 'node:path/posix'
import { type Document, readDocument } from '../document.ts'
import type { Finding } from '../finding.ts'
import { globToPattern, readIgnorePatterns, type Tree, type TreeFile } from '../tree.ts'

const folders = ['packages', 'services', 'tools', 'tests', 'docs', 'deploy', 'benchmarks', '.ci']
const pathPattern = /^(\.\/)?[\w.*@-]+(\/[\w.*@-]+)*\/?$/
const scripts = new Set(['ts', 'tsx', 'typescript', 'js'])
const sourceName = /\.(tsx?|sql|md|css)$/

/** Paths and relative links in Markdown documents that lead nowhere. */
export function findBrokenPaths(tree: Tree): Finding[] {
  const exists = createLookup(tree)
  const documents = new Map(
    tree.filter(({ path }) => path.endsWith('.md')).map((file) => [file.path, readDocument(file)]),
  )
  return tree.flatMap((file) => {
    const document = documents.get(file.path)
    if (document === undefined) return []
    return [
      ...findBrokenLinks(file, document, documents, exists),
      ...findUnknownPaths(file.path, document, exists),
    ]
  })
}

type Lookup = (path: string, anywhere: boolean) => boolean

/** Whether a path, in which `*` may stand for names, is a file, a folder or – anywhere – the end of a file's path. */
function createLookup(tree: Tree): Lookup {
  const paths = new Set(tree.map(({ path }) => path))
  for (const path of paths) if (path.includes('/')) paths.add(dirname(path))
  const ignored = readIgnorePatterns(tree.find(({ path }) => path === '.gitignore')?.text ?? '')
  return (path, anywhere) => {
    if (path === '.' || paths.has(path)) return true
    if (ignored.some((pattern) => pattern.test(path.split('/')[0]!))) return true
    const pattern = globToPattern(path)
    const endings = (known: string) => (anywhere ? listEndings(known) : [known])
    return [...paths].some((known) => endings(known).some((ending) => pattern.test(ending)))
  }
}

/** A path and what is left of it when folders are dropped from its beginning. */
function listEndings(path: string): string[] {
  const parts = path.split('/')
  return parts.map((_, index) => parts.slice(index).join('/'))
}

function findBrokenLinks(
  { path }: TreeFile,
  document: Document,
  documents: ReadonlyMap<string, Document>,
  exists: Lookup,
): Finding[] {
  return document.links.flatMap(({ text, line }) => {
    if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(text)) return []
    const [place = '', anchor] = decodeURIComponent(text).split('#')
    const target = place === '' ? path : locate(path, place)
    if (!exists(target, false))
      return [{ path, line, message: `links to ${text}, which is not there: mend the link` }]
    const anchors = documents.get(target)?.anchors
    if (!anchor || anchors === undefined || anchors.has(anchor)) return []
    return [{ path, line, message: `links to ${text}, but there is no such heading: mend the anchor` }]
  })
}

function locate(from: string, place: string): string {
  const path = place.startsWith('/') ? place.slice(1) : join(dirname(from), place)
  return normalize(path).replace(/\/$/, '')
}

function findUnknownPaths(path: string, { spans, commands }: Document, exists: Lookup): Finding[] {
  const fromCommands = commands.flatMap(({ text, line, language }) => {
    // In TypeScript `./x.ts` lies beside the source that is shown, which may be any.
    const words = text
      .split(/[\s'"`=(),;]+/)
      .filter((word) => !(scripts.has(language) && word.startsWith('.')))
    return words.map((word) => ({ text: word, line, inSpan: false }))
  })
  const fromSpans = spans.map(({ text, line }) => ({ text: firstWord(text), line, inSpan: true }))
  return [...fromSpans, ...fromCommands].flatMap(({ text, line, inSpan }) => {
    const plain = text
      .replace(/[:#]\d+$/, '')
      .replace(/^\.\//, '')
      .replace(/\/$/, '')
    if (!pathPattern.test(plain)) return []
    const ofProject = text.startsWith('./') || (plain.includes('/') && folders.includes(plain.split('/')[0]!))
    const ofMember = !ofProject && inSpan && sourceName.test(plain)
    if (!(ofProject || ofMember) || exists(plain, ofMember)) return []
    return [{ path, line, message: `names ${text}, which is not there: mend the path` }]
  })
}

/** The program of a command such as `./tars up`; anything else as it is, for a path has no spaces. */
function firstWord(span: string): string {
  return span.startsWith('./') ? span.split(' ')[0]! : span
}
