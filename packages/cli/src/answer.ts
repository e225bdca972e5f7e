import type { CommandUses } from './command-uses.ts'
import { createPaint, type Paint } from './terminal/colour.ts'

/** Writes the result of a command: one JSON document when asked for, else the lines that `render` makes for people. */
export function answer(
  uses: CommandUses,
  json: boolean | undefined,
  document: unknown,
  render: (paint: Paint, width: number) => readonly string[],
): void {
  const { terminal } = uses
  if (json === true) terminal.writeDocument(document)
  else terminal.write(render(createPaint(terminal.colour), terminal.columns).join('\n'))
}
