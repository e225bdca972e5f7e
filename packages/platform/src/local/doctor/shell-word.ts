/** A path as one word of a shell command: as it is, or in quotes when it holds a space or anything that means something. */
export function toShellWord(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}
