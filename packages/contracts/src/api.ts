import type { Route } from './route.ts'
import { accountRoutes } from './routes/account-routes.ts'
import { evaluationRoutes } from './routes/evaluation-routes.ts'
import { policyRoutes } from './routes/policy-routes.ts'
import { systemRoutes } from './routes/system-routes.ts'
import { trainingRoutes } from './routes/training-routes.ts'

/** The route table: the server, the typed client, OpenAPI and the authorisation tests are all made from it. */
export const routes = {
  ...accountRoutes,
  ...trainingRoutes,
  ...policyRoutes,
  ...evaluationRoutes,
  ...systemRoutes,
} as const satisfies Record<string, Route>

/** The name of a route, `resource.verb`. */
export type Operation = keyof typeof routes
