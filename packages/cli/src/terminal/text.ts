// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const controlCharacters = /[\u0000-\u001f\u007f-\u009f]/g

/** A text without control characters, so that nothing which is shown can steer the terminal. */
export function printable(text: string): string {
  return text.replace(controlCharacters, ' ')
}

/** How many columns a text takes; every code point counts as one. */
export function widthOf(text: string): number {
  return [...text].length
}

/** A text cut to `width` columns, with `…` as its last one where something was lost. */
export function cut(text: string, width: number): string {
  const characters = [...text]
  if (characters.length <= width) return text
  return width <= 0 ? '' : `${characters.slice(0, width - 1).join('')}…`
}

/** A text broken at spaces into lines of at most `width` columns; longer words are broken where they must be. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((whole) => breakWord(whole, width))) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

function breakWord(word: string, width: number): string[] {
  const characters = [...word]
  const pieces: string[] = []
  for (let start = 0; start < characters.length; start += width) {
    pieces.push(characters.slice(start, start + width).join(''))
  }
  return pieces
}
