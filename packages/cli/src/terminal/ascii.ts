const replacements: Readonly<Record<string, string>> = {
  '✔': '+',
  '✖': 'x',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '~',
  '·': '.',
  '█': '#',
  '░': '.',
  '▲': '^',
  '▼': 'v',
  '±': '+/-',
  '≥': '>=',
  '≤': '<=',
  '×': 'x',
  '→': '->',
  '│': '|',
  '─': '-',
  '┤': '+',
  '└': '+',
  '“': '"',
  '”': '"',
  '’': "'",
}

/** The dots in the upper two rows of a braille cell. @source Unicode 16, Braille Patterns */
const upperDots = 0x1b

/**
 * A text in ASCII, for screens whose locale has nothing else: signs become their nearest kin in the same width where there
 * is one, letters lose their accents, and what has no kin becomes `?`.
 */
export function toAscii(text: string): string {
  const told = text.replaceAll(' …', ' ...').replace(/(?<=\d)…(?=[−+\d])/g, '..')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything up to the last of them is ASCII
  return told.replace(/[^\u0000-\u007f]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (code >= 0x2800 && code <= 0x28ff) return dotsOf(code & 0xff)
    return replacements[character] ?? withoutAccents(character)
  })
}

function dotsOf(dots: number): string {
  const upper = (dots & upperDots) !== 0
  const lower = (dots & ~upperDots) !== 0
  return upper ? (lower ? ':' : "'") : lower ? '.' : ' '
}

function withoutAccents(character: string): string {
  const letters = character.normalize('NFKD').replace(/[^ -~]/g, '')
  return letters === '' ? '?' : letters
}
