import type { TreeFile } from './tree.ts'

/** A piece of a Markdown document and its line, counted from 1. */
export interface Piece {
  readonly text: string
  readonly line: number
}

/** A line of a fenced block and the language of its block. */
export interface Command extends Piece {
  readonly language: string
}

/** What a Markdown document says that can be checked. Fenced blocks of output – `text`, `json`, no language – are left out. */
export interface Document {
  /** Targets of links and pictures, as written. */
  readonly links: readonly Piece[]
  /** Inline code, without its backticks. */
  readonly spans: readonly Piece[]
  /** Lines of fenced blocks that people run or copy: shell, TypeScript, SQL, YAML. */
  readonly commands: readonly Command[]
  /** The anchors that its headings have on the hosting page. */
  readonly anchors: ReadonlySet<string>
}

const runnable = new Set(['sh', 'bash', 'shell', 'ts', 'tsx', 'typescript', 'js', 'sql', 'yaml', 'yml'])

/** Reads the checkable pieces of a Markdown document. */
export function readDocument(file: TreeFile): Document {
  const links: Piece[] = []
  const spans: Piece[] = []
  const commands: Command[] = []
  const headings: string[] = []
  let fence: { mark: string; language: string } | undefined
  for (const [index, text] of file.text.split('\n').entries()) {
    const piece = { text, line: index + 1 }
    const [, mark = '', language = ''] = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(text) ?? []
    if (fence === undefined && mark !== '') fence = { mark, language }
    else if (fence === undefined) {
      links.push(...readLinks(piece))
      spans.push(...readSpans(piece))
      if (/^#{1,6} /.test(text)) headings.push(text.replace(/^#+ /, ''))
    } else if (mark.startsWith(fence.mark) && language === '') fence = undefined
    else if (runnable.has(fence.language)) commands.push({ ...piece, language: fence.language })
  }
  return { links, spans, commands, anchors: listAnchors(headings) }
}

function readLinks({ text, line }: Piece): Piece[] {
  const plain = text.replace(/`[^`]*`/g, (code) => ' '.repeat(code.length))
  const patterns = [/\]\(<?([^)\s>]+)>?[^)]*\)/g, /^\[[^\]]+\]:\s*(\S+)/g, /\b(?:src|href)="([^"]+)"/g]
  return patterns.flatMap((pattern) =>
    [...plain.matchAll(pattern)].map(([, target]) => ({ text: target!, line })),
  )
}

function readSpans({ text, line }: Piece): Piece[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => ({ text: code!, line }))
}

/** The anchor of a heading: lower case, without punctuation, dashes for spaces. @source github-slugger 2 */
export function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-')
}

/** A repeated heading gets a number. */
function listAnchors(headings: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>()
  for (const heading of headings) {
    const slug = anchorOf(heading)
    let anchor = slug
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`
    anchors.add(anchor)
  }
  return anchors
}
