import type { Receipt } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Copy } from '../components/command.tsx'
import { Panel } from '../components/panel.tsx'
import { Term } from '../components/term.tsx'
import { formatCount } from '../words/quantity.ts'

/** What makes an evaluation repeatable by anyone. */
export function ReceiptTable({
  receipt,
  evaluationId,
}: {
  receipt: Receipt
  evaluationId: string
}): ReactNode {
  const plain = [
    ['Environment', `${receipt.environment}, version ${receipt.environmentVersion}`],
    ['Episodes', formatCount(receipt.episodes)],
    ['Suite seed', String(receipt.suiteSeed)],
    ['Actions', receipt.mode],
  ]
  const hashes = [
    ['Policy', 'SHA-256 of the weights.', receipt.policyHash],
    ['Seeds', 'SHA-256 of the reset seeds, in order.', receipt.seedsHash],
    ['Returns', 'SHA-256 of the returns, in order.', receipt.returnsHash],
    ['Evaluation', 'The id of this evaluation.', evaluationId],
  ] as const
  return (
    <Panel title="Receipt" aside="Who repeats this gets the same returns, to the bit">
      <dl className="pairs">
        {plain.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {hashes.map(([name, means, hash]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>
              <Term means={means}>{name}</Term>
            </dt>
            <dd className="hash">
              <code className="code" title={hash}>
                {hash}
              </code>
              <Copy text={hash} label={`Copy the ${name.toLowerCase()}`} />
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
