import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const router = fileURLToPath(new URL('../../services/dashboard-frontend/src/app/router.tsx', import.meta.url))
const nobody = '00000000-0000-7000-8000-000000000000'

/** Things that the pages can show. */
export interface Subjects {
  training: string
  evaluation: string
  /** The newest first. */
  policies: readonly string[]
  agent: string
}

/** A page of the dashboard that shows data, and what it says in its states. */
export interface ListedPage {
  name: string
  /** Its path in the router. */
  route: string
  /** Its heading; undefined where the data names the page. */
  heading?: string
  /** Its address where there is something to show. */
  path(subjects: Subjects): string
  /** Words that are there once the data is. */
  full: string
  /** Its address on an empty platform, what it says there, and the command that it teaches. */
  empty: { path: string; says: string; teaches?: string }
}

const noSuch = (path: string) => ({ path: `${path}/${nobody}`, says: 'Trace' })

/** Every page that shows data, in the order of the navigation. */
export const listedPages: readonly ListedPage[] = [
  {
    name: 'overview',
    route: '/',
    heading: 'Overview',
    path: () => '/',
    full: 'Latest verdicts',
    empty: { path: '/', says: 'Nothing has been trained yet', teaches: './tars train ppo' },
  },
  {
    name: 'trainings',
    route: '/trainings',
    heading: 'Trainings',
    path: () => '/trainings',
    full: 'completed',
    empty: { path: '/trainings', says: 'Nothing has been trained yet', teaches: './tars train ppo' },
  },
  {
    name: 'training',
    route: '/trainings/$id',
    path: ({ training }) => `/trainings/${training}`,
    full: 'It gave a policy',
    empty: noSuch('/trainings'),
  },
  {
    name: 'environments',
    route: '/environments',
    heading: 'Environments',
    path: () => '/environments',
    full: 'CartPole-v1',
    empty: { path: '/environments', says: 'CartPole-v1' },
  },
  {
    name: 'evaluations',
    route: '/evaluations',
    heading: 'Evaluations',
    path: () => '/evaluations',
    full: 'improved',
    empty: { path: '/evaluations', says: 'Nothing has been evaluated yet', teaches: './tars evaluate' },
  },
  {
    name: 'evaluation',
    route: '/evaluations/$id',
    path: ({ evaluation }) => `/evaluations/${evaluation}`,
    full: 'the return is the recorded one',
    empty: noSuch('/evaluations'),
  },
  {
    name: 'policies',
    route: '/policies',
    heading: 'Policies',
    path: () => '/policies',
    full: 'cartpole v1',
    empty: { path: '/policies', says: 'There is no policy yet', teaches: './tars train ppo' },
  },
  {
    name: 'policy',
    route: '/policies/$id',
    path: ({ policies }) => `/policies/${policies[0]}`,
    full: 'Scores',
    empty: noSuch('/policies'),
  },
  {
    name: 'agents',
    route: '/agents',
    heading: 'Agents',
    path: () => '/agents',
    full: 'CartPole-v1',
    empty: { path: '/agents', says: 'There is no agent yet', teaches: './tars train ppo' },
  },
  {
    name: 'agent',
    route: '/agents/$name',
    path: ({ agent }) => `/agents/${agent}`,
    full: 'Latest evaluations',
    empty: { path: '/agents/nobody', says: 'Trace' },
  },
  {
    name: 'compare',
    route: '/compare',
    heading: 'Compare',
    path: ({ policies }) => `/compare?policies=${policies.slice(0, 2).join(',')}`,
    full: 'CartPole-v1',
    empty: { path: '/compare', says: 'Choose two or more policies', teaches: './tars compare' },
  },
  {
    name: 'release',
    route: '/release',
    heading: 'Release',
    path: () => '/release',
    full: 'insight-engine',
    empty: { path: '/release', says: 'insight-engine' },
  },
  {
    name: 'insights',
    route: '/insights',
    heading: 'Insights',
    path: () => '/insights',
    full: 'the evaluation',
    empty: { path: '/insights', says: 'Nothing needs your eye' },
  },
  {
    name: 'system',
    route: '/system',
    heading: 'System',
    path: () => '/system',
    full: 'insight-engine',
    empty: { path: '/system', says: 'insight-engine' },
  },
]

/** The pages around signing in, and that of an address of nothing: they show no data, and their stories tell their states. */
export const gateRoutes: readonly string[] = ['/sign-in', '/setup']

/** The paths that the router knows, as its source lists them. */
export async function readRoutes(): Promise<string[]> {
  const source = await readFile(router, 'utf8')
  return [...source.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => path!)
}
