import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { sessionQuery } from './api/session-queries.ts'
import { readComparisonSearch } from './compare/comparison-search.ts'
import { Gate } from './components/gate.tsx'
import { PageSkeleton } from './components/skeletons.tsx'
import { readInsightSearch } from './insights/insight-search.ts'
import { listOffers, readListSearch } from './list-search.ts'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { RouteFailure } from './pages/route-failure.tsx'
import { readCurveSearch, readEpisodeSearch, readSetupToken, readSignInSearch } from './search.ts'
import { Shell } from './shell/shell.tsx'
import { readLogSearch } from './system/log-search.ts'

const TrainingPage = lazyRouteComponent(() => import('./pages/training-page.tsx'), 'TrainingPage')
const EvaluationPage = lazyRouteComponent(() => import('./pages/evaluation-page.tsx'), 'EvaluationPage')
const PolicyPage = lazyRouteComponent(() => import('./pages/policy-page.tsx'), 'PolicyPage')
const AgentPage = lazyRouteComponent(() => import('./pages/agent-page.tsx'), 'AgentPage')
const SetupPage = lazyRouteComponent(() => import('./pages/setup-page.tsx'), 'SetupPage')

/** What every route can reach: the cache, and the token of a setup link, kept out of the address. */
export interface RouterContext {
  queries: QueryClient
  setup: { token?: string }
}

const root = createRootRouteWithContext<RouterContext>()({
  notFoundComponent: () => (
    <Gate>
      <NotFoundPage />
    </Gate>
  ),
})

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  pendingComponent: PageSkeleton,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (session === null) throw redirect({ to: '/sign-in', search: { to: location.href }, replace: true })
  },
})

const overview = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/overview-page.tsx'), 'OverviewPage'),
})

const trainings = createRoute({
  getParentRoute: () => shell,
  path: '/trainings',
  validateSearch: readListSearch(listOffers.trainings),
  component: lazyRouteComponent(() => import('./pages/trainings-page.tsx'), 'TrainingsPage'),
})

const training = createRoute({
  getParentRoute: () => shell,
  path: '/trainings/$id',
  validateSearch: readCurveSearch,
  component: Object.assign(
    function Training() {
      const { id } = training.useParams()
      return <TrainingPage key={id} id={id} />
    },
    { preload: TrainingPage.preload },
  ),
})

const evaluations = createRoute({
  getParentRoute: () => shell,
  path: '/evaluations',
  validateSearch: readListSearch(listOffers.evaluations),
  component: lazyRouteComponent(() => import('./pages/evaluations-page.tsx'), 'EvaluationsPage'),
})

const evaluation = createRoute({
  getParentRoute: () => shell,
  path: '/evaluations/$id',
  validateSearch: readEpisodeSearch,
  component: Object.assign(
    function Evaluation() {
      const { id } = evaluation.useParams()
      return <EvaluationPage key={id} id={id} episode={evaluation.useSearch().episode} />
    },
    { preload: EvaluationPage.preload },
  ),
})

const policies = createRoute({
  getParentRoute: () => shell,
  path: '/policies',
  validateSearch: readListSearch(listOffers.policies),
  component: lazyRouteComponent(() => import('./pages/policies-page.tsx'), 'PoliciesPage'),
})

const environments = createRoute({
  getParentRoute: () => shell,
  path: '/environments',
  component: lazyRouteComponent(() => import('./pages/environments-page.tsx'), 'EnvironmentsPage'),
})

const compare = createRoute({
  getParentRoute: () => shell,
  path: '/compare',
  validateSearch: readComparisonSearch,
  component: lazyRouteComponent(() => import('./pages/compare-page.tsx'), 'ComparePage'),
})

const policy = createRoute({
  getParentRoute: () => shell,
  path: '/policies/$id',
  component: Object.assign(
    function Policy() {
      const { id } = policy.useParams()
      return <PolicyPage key={id} id={id} />
    },
    { preload: PolicyPage.preload },
  ),
})

const agents = createRoute({
  getParentRoute: () => shell,
  path: '/agents',
  validateSearch: readListSearch(listOffers.agents),
  component: lazyRouteComponent(() => import('./pages/agents-page.tsx'), 'AgentsPage'),
})

const agent = createRoute({
  getParentRoute: () => shell,
  path: '/agents/$name',
  component: Object.assign(
    function Agent() {
      const { name } = agent.useParams()
      return <AgentPage key={name} name={name} />
    },
    { preload: AgentPage.preload },
  ),
})

const release = createRoute({
  getParentRoute: () => shell,
  path: '/release',
  component: lazyRouteComponent(() => import('./pages/release-page.tsx'), 'ReleasePage'),
})

const system = createRoute({
  getParentRoute: () => shell,
  path: '/system',
  validateSearch: readLogSearch,
  component: lazyRouteComponent(() => import('./pages/system-page.tsx'), 'SystemPage'),
})

const insights = createRoute({
  getParentRoute: () => shell,
  path: '/insights',
  validateSearch: readInsightSearch,
  component: lazyRouteComponent(() => import('./pages/insights-page.tsx'), 'InsightsPage'),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: readSignInSearch,
  component: lazyRouteComponent(() => import('./pages/sign-in-page.tsx'), 'SignInPage'),
})

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  beforeLoad: ({ context, location }) => {
    const token = readSetupToken(location.hash)
    if (token === undefined) return
    context.setup.token = token
    throw redirect({ to: '/setup', hash: '', replace: true })
  },
  component: function Setup() {
    return <SetupPage token={setup.useRouteContext().setup.token} />
  },
})

const inShell = [
  overview,
  trainings,
  training,
  environments,
  evaluations,
  evaluation,
  policies,
  policy,
  agents,
  agent,
  compare,
  release,
  system,
  insights,
]

/** Makes the router of the dashboard. */
export function createAppRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([shell.addChildren(inShell), signIn, setup]),
    context: { queries, setup: {} },
    defaultErrorComponent: RouteFailure,
    defaultPendingComponent: PageSkeleton,
    defaultPendingMs: 80,
    // A page that has come is shown at once: its own skeletons have the shape of what they wait for.
    defaultPendingMinMs: 0,
    defaultPreload: false,
    scrollRestoration: true,
  })
}

/** Fetches the script of the page that is wanted while it is still being asked who is there: neither needs the other. */
export function preloadPage(router: ReturnType<typeof createAppRouter>): void {
  const [matched] = router.getMatchedRoutes(router.latestLocation.pathname)
  for (const { options } of matched) {
    const component: { preload?: () => Promise<unknown> | undefined } | undefined = options.component
    void component?.preload?.()
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
