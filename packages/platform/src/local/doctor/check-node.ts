import { type Check, outcomesOf } from './check.ts'
import { majorOf } from './tool-version.ts'

const stockMajorMin = 20
const { ok, warning } = outcomesOf('node', 'Node.js')

/** The versions of Node.js at hand. */
export interface NodeFacts {
  /** Of the Node.js that runs T.A.R.S., which its own packages brought. */
  readonly running: string
  /** Of `node` on the search path, which only installs; undefined when there is none. */
  readonly stock: string | undefined
}

/** Whether there is a Node.js that the next installation can begin with. */
export function checkNode({ running, stock }: NodeFacts): Check {
  if (stock !== undefined && majorOf(stock) >= stockMajorMin)
    return ok(`${running} runs T.A.R.S.; node on the PATH is ${stock}`)
  return warning({
    found: `${running} runs T.A.R.S., but node on the PATH is ${stock ?? 'missing'}`,
    why: `The next installation, for example after an update, begins with it and needs ${stockMajorMin} or newer.`,
    mend: 'Install Node.js from https://nodejs.org and see that `node --version` tells it.',
  })
}
