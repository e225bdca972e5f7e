import type { PolicyComparison } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Panel } from '../components/panel.tsx'
import { formatSetting } from '../words/configuration-change.ts'
import type { NamedPolicy } from './named-policy.ts'

/** How the trainings of the policies differ; settings that all of them share are left out. */
export function ConfigurationDifference(given: {
  configuration: PolicyComparison['configuration']
  policies: readonly NamedPolicy[]
}): ReactNode {
  const { configuration, policies } = given
  if (policies.length < 2) return null
  return (
    <Panel title="How their trainings differ" aside="Only what is not the same">
      {configuration.length === 0 ? (
        <p className="dim">They were trained with the same settings, seed and steps.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="scroll-x" aria-label="Settings that differ" tabIndex={0}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Setting</th>
                {policies.map(({ policyId, name, mark }) => (
                  <th key={policyId} scope="col" className="number">
                    {mark.letter} {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {configuration.map(({ name, values }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {policies.map(({ policyId }) => (
                    <td key={policyId} className="number">
                      {formatSetting(values[policyId])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}
