/** A word as the shell would hand it to a program: without quotes and backslashes, and with the home folder for `~`. */
export function unquoteWord(word: string, home: string | undefined): string {
  const plain = word.replace(/\\(.)|'([^']*)'?|"((?:[^"\\]|\\.)*)"?/gs, (_, escaped, single, double) => {
    return escaped ?? single ?? String(double).replace(/\\(["\\$`])/g, '$1')
  })
  return home !== undefined && /^~(\/|$)/.test(word) ? home + plain.slice(1) : plain
}
