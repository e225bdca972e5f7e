import { type ErrorCode, errorCatalogue } from '@tars/contracts'
import type { Tree } from '../tree.ts'
import { code, linkTo, renderPage, renderTable } from './page.ts'
import { listCallErrors, listOperationErrors } from './thrown-errors.ts'

const codes = Object.keys(errorCatalogue) as ErrorCode[]

const intro = `Over HTTP an error is \`application/problem+json\` (RFC 9457) with \`code\`, \`detail\`, \`advice\` and \`traceId\`; the
command line prints detail and advice, and with \`--json\` the same facts. An error that may be *retried* comes with
\`Retry-After\` and can go away by itself; any other comes again until something is changed.`

/** The page of every error: its HTTP status, whether trying again can help, what to do, and which operations answer it. */
export function describeErrors(tree: Tree): string {
  const ofEveryCall = new Set(listCallErrors(tree).map((error) => error.code))
  const ofOperations = listOperationErrors(tree)
  const sorted = codes.toSorted((a, b) => errorCatalogue[a].status - errorCatalogue[b].status)
  return renderPage({
    title: 'Errors',
    source: 'packages/contracts/src/error.ts',
    blocks: [
      intro,
      renderTable({
        columns: ['status', 'code', 'retried'],
        rows: sorted.map((name) => [
          String(errorCatalogue[name].status),
          linkTo(name),
          errorCatalogue[name].retryable ? 'yes' : 'no',
        ]),
      }),
      ...sorted.flatMap((name) => {
        const { status, retryable, advice } = errorCatalogue[name]
        const operations = [...ofOperations].filter(([, errors]) =>
          errors.some((error) => error.code === name),
        )
        const links = operations.map(([operation]) => linkTo(operation, 'api.md'))
        if (ofEveryCall.has(name)) links.unshift('[any call](api.md#what-every-call-may-be-answered)')
        return [
          `## ${name}`,
          `HTTP ${code(status)}, ${retryable ? 'may be retried' : 'not to be retried'}. ${advice}`,
          links.length === 0 ? '' : `Answered by ${links.join(',\n')}.`,
        ]
      }),
    ],
  })
}
