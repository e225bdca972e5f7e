/** A command line to copy into a shell, which means the same platform as the command that suggests it. */
export function suggestCommand(words: string, data: string | undefined): string {
  return `./tars ${words}${data === undefined ? '' : ` --data ${quote(data)}`}`
}

function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}
