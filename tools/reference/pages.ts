import type { Tree } from '../tree.ts'
import { describeRoutes } from './api.ts'
import { describeCommandLine } from './command-line.ts'
import { describeConfiguration } from './configuration.ts'
import { describeErrors } from './errors.ts'
import { describeEvents } from './events.ts'
import { describeMetrics } from './metrics.ts'

/** Every page of docs/reference by its file's name, as the code says it now. */
export function describeReference(tree: Tree): Readonly<Record<string, string>> {
  return {
    'api.md': describeRoutes(tree),
    'command-line.md': describeCommandLine(),
    'configuration.md': describeConfiguration(),
    'errors.md': describeErrors(tree),
    'events.md': describeEvents(),
    'metrics.md': describeMetrics(tree),
  }
}
