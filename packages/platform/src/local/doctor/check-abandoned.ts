import type { AbandonedCluster } from './abandoned-clusters.ts'
import { type Check, outcomesOf } from './check.ts'
import { formatMebibytes } from './check-disk.ts'
import { toShellWord } from './shell-word.ts'

const namedMax = 10
const { ok, warning } = outcomesOf('abandoned', 'abandoned data')

/** Whether database files lie about that no data directory refers to; they are never removed without a person's word. */
export function checkAbandoned(clusters: readonly AbandonedCluster[]): Check {
  if (clusters.length === 0) return ok('none')
  const bytes = clusters.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0)
  const places = clusters.slice(0, namedMax).map(describe)
  const rest = clusters.length > namedMax ? `, and ${clusters.length - namedMax} more` : ''
  return warning({
    found: `${formatMebibytes(bytes)} in ${clusters.length} ${clusters.length === 1 ? 'place' : 'places'}: ${places.join(', ')}${rest}`,
    why: 'No data directory refers to them any more. They only cost room, unless the disk of their data directory is not mounted now.',
    mend: `When you need them no more: ${clusters.slice(0, namedMax).map(commandFor).join(', ')}.`,
  })
}

function describe({ directory, belongedTo, sizeBytes, pid }: AbandonedCluster): string {
  const facts = [
    ...(sizeBytes === undefined ? [] : [formatMebibytes(sizeBytes)]),
    ...(belongedTo === undefined ? [] : [`of ${belongedTo}`]),
    ...(pid === undefined ? [] : [`pid ${pid} runs on it`]),
  ]
  return facts.length === 0 ? directory : `${directory} (${facts.join(', ')})`
}

function commandFor({ directory, pid }: AbandonedCluster): string {
  return pid === undefined
    ? `\`rm -r ${toShellWord(directory)}\``
    : `\`kill -INT ${pid} && rm -r ${toShellWord(directory)}\``
}
