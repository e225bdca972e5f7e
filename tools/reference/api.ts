import { apiPrefix, isAllowed, listPermissions, type Operation, roleSchema, routes } from '@tars/contracts'
import type { Tree } from '../tree.ts'
import { code, linkTo, renderPage, renderTable } from './page.ts'
import { describeRoute, describeThrown } from './route.ts'
import { describeShapes } from './shapes.ts'
import { listCallErrors, listOperationErrors } from './thrown-errors.ts'

const operations = Object.keys(routes) as Operation[]
const groups = [...new Set(operations.map((operation) => operation.split('.')[0]!))]

const intro = `Everything the dashboard and the command line do, they do by these calls. Paths are below \`${apiPrefix}\`; bodies and answers are
JSON. Call with an API key (\`Authorization: Bearer …\`) or with the cookie of a session. The operator's key, an administrator's, is the
file \`key\` of the data directory (\`.tars/key\`). A running platform describes the same table as OpenAPI 3.1 at \`/api/openapi.json\`.

An *id* is a UUID of version 7, an *instant* ISO 8601 in UTC with milliseconds. Lists come in pages, newest first: \`limit\`
entries at a time, and \`nextCursor\` is the \`cursor\` of the next page. Unknown parameters and fields are refused by name.`

/** The page of every route: who may call it, what goes in, what comes out, and what it can be refused for. */
export function describeRoutes(tree: Tree): string {
  const errors = listOperationErrors(tree)
  return renderPage({
    title: 'API',
    source: 'packages/contracts/src/routes and services/dashboard-api/src/routes',
    blocks: [
      intro,
      ['Operations', 'Who may call', 'What every call may be answered', 'Shapes']
        .map((heading) => `- ${linkTo(heading)}`)
        .join('\n'),
      '## Operations',
      renderTable({
        columns: ['operation', 'method', 'path', 'what'],
        rows: operations.map((name) => {
          const { method, path, summary } = routes[name]
          return [linkTo(name), method, code(path), summary]
        }),
      }),
      ...describeAccess(),
      ...describeCommonErrors(tree),
      ...groups.flatMap((group) => [
        `## ${group}`,
        ...operations
          .filter((name) => name.startsWith(`${group}.`))
          .flatMap((name) => describeRoute(name, routes[name], errors.get(name) ?? [])),
      ]),
      ...describeShapes(tree),
    ],
  })
}

function describeAccess(): string[] {
  const roles = roleSchema.options
  return [
    '## Who may call',
    'What a role may do is the same for people and for API keys.',
    renderTable({
      columns: ['permission', ...roles],
      rows: listPermissions('admin').map((permission) => [
        code(permission),
        ...roles.map((role) => (isAllowed(role, permission) ? 'yes' : '–')),
      ]),
    }),
  ]
}

function describeCommonErrors(tree: Tree): string[] {
  return [
    '## What every call may be answered',
    `Before its operation begins, and besides what stands with the operation. A failure inside the platform is
${linkTo('INTERNAL', 'errors.md')}, or ${linkTo('DATABASE_UNAVAILABLE', 'errors.md')} while the database is away.`,
    describeThrown(listCallErrors(tree)),
  ]
}
