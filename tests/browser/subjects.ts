import type { TestInstallation } from '../harness/launch.ts'
import type { Subjects } from './page-list.ts'

/** Things of a platform on which something was trained and evaluated. @throws {Error} where nothing was. */
export async function findSubjects({
  installation,
}: {
  installation: Pick<TestInstallation, 'json'>
}): Promise<Subjects> {
  const list = async <Item>(...argv: string[]) =>
    (await installation.json<{ items: Item[] }>(...argv, 'list')).items
  const trainings = await list<{ id: string; state: string }>('trainings')
  const evaluations = await list<{ id: string; verdict: string | null }>('evaluations')
  const policies = await list<{ id: string; agent: string }>('policies')
  const training = trainings.findLast(({ state }) => state === 'completed')
  const evaluation = evaluations.findLast(({ verdict }) => verdict === 'improved')
  if (training === undefined || evaluation === undefined)
    throw new Error('Nothing was trained and evaluated.')
  const { agent } = policies[0]!
  return { training: training.id, evaluation: evaluation.id, policies: policies.map(({ id }) => id), agent }
}
