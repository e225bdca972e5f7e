import { type Client, serviceNames } from '@tars/contracts'
import { listHyperParameters } from '../hyper-parameter.ts'
import { formatAge } from '../terminal/time.ts'
import { tiers } from '../tiers/tier.ts'
import type { Subject } from './subject.ts'

/** A word that can stand at a place, and what it is. */
export interface Candidate {
  readonly value: string
  readonly description: string
}

/** What the words of a subject are asked for with. */
export interface Question {
  /** What is typed of the word already. */
  readonly typed: string
  /** The environment that the command line names, which presets belong to. */
  readonly environment: string | undefined
  readonly nowMs: number
}

const limit = '50'

/** The words that a platform knows of a subject, newest first; those which do not begin as typed may be among them. */
export async function readCandidates(
  subject: Exclude<Subject, 'file' | 'directory'>,
  openClient: () => Promise<Client>,
  question: Question,
): Promise<Candidate[]> {
  switch (subject) {
    case 'service':
      return serviceNames.map((value) => ({ value, description: 'service' }))
    case 'tier':
      return [...tiers, 'all'].map((value) => ({ value, description: 'tier' }))
    case 'hyper-parameter':
      return [...listHyperParameters()].map(([name, range]) => ({ value: `${name}=`, description: range }))
    default:
      return askPlatform(subject, await openClient(), question)
  }
}

async function askPlatform(
  subject: 'training' | 'policy' | 'evaluation' | 'promotion' | 'agent' | 'environment' | 'preset',
  client: Client,
  { typed, environment, nowMs }: Question,
): Promise<Candidate[]> {
  const query = { limit, ...(typed === '' ? {} : { search: typed.slice(0, 64) }) }
  const age = ({ createdAt }: { readonly createdAt: string }) => formatAge(createdAt, nowMs)
  switch (subject) {
    case 'training': {
      const { items } = await client.call('trainings.list', { query })
      return items.map((each) => ({
        value: each.id,
        description: `${each.agent} ${each.state}, ${age(each)}`,
      }))
    }
    case 'policy': {
      const { items } = await client.call('policies.list', { query })
      return items.map((each) => ({
        value: each.id,
        description: `${each.agent} v${each.version}${each.isBaseline ? ' (baseline)' : ''}, ${age(each)}`,
      }))
    }
    case 'evaluation': {
      const { items } = await client.call('evaluations.list', { query })
      return items.map((each) => ({
        value: each.id,
        description: `${each.agent} v${each.policyVersion} ${each.verdict ?? each.state}, ${age(each)}`,
      }))
    }
    case 'promotion': {
      const { items } = await client.call('promotions.list', { query: { limit } })
      return items.map((each) => ({
        value: each.id,
        description: `${each.agent} v${each.policyVersion} ${each.state}, ${age(each)}`,
      }))
    }
    case 'agent': {
      const { items } = await client.call('agents.list', { query })
      return items.map(({ name, environment: of }) => ({ value: name, description: of }))
    }
    case 'environment': {
      const { items } = await client.call('environments.list')
      return items.map(({ id, title }) => ({ value: id, description: title }))
    }
    case 'preset': {
      const { items } = await client.call('environments.list')
      const of = items.filter(({ id }) => environment === undefined || id === environment)
      return of.flatMap(({ id, presets }) =>
        presets.map((value) => ({ value, description: `preset of ${id}` })),
      )
    }
  }
}
