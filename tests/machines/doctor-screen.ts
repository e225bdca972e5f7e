import type { Check } from '@tars/platform'
import { noPlatform, runCommand } from '../../packages/cli/tests/run-command.ts'

/** The lines that `tars doctor` prints for checks on a screen of 100 columns, without the summary. */
export async function renderChecks(checks: readonly Check[]): Promise<string> {
  const examineMachine = async () => ({ ok: true, checks })
  const { out } = await runCommand(['doctor'], {
    columns: 100,
    loadPlatform: () => Promise.resolve({ ...noPlatform, examineMachine }),
  })
  return out.slice(0, out.lastIndexOf('\n\n'))
}
