import type { Receipt } from '@tars/contracts'
import type { ReactNode } from 'react'
import { Copy } from '../components/command.tsx'
import { Pairs } from '../components/pairs.tsx'
import { Panel } from '../components/panel.tsx'
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
  ] as const
  const hashes = [
    ['Policy', 'SHA-256 of the weights.', receipt.policyHash],
    ['Seeds', 'SHA-256 of the reset seeds, in order.', receipt.seedsHash],
    ['Returns', 'SHA-256 of the returns, in order.', receipt.returnsHash],
    ['Evaluation', 'The id of this evaluation.', evaluationId],
  ] as const
  return (
    <Panel title="Receipt" aside="Who repeats this gets the same returns, to the bit">
      <Pairs
        pairs={[
          ...plain,
          ...hashes.map(
            ([name, means, hash]) => [name, <Hash key={name} name={name} hash={hash} />, means] as const,
          ),
        ]}
      />
    </Panel>
  )
}

function Hash({ name, hash }: { name: string; hash: string }): ReactNode {
  return (
    <span className="hash">
      <code className="code" title={hash}>
        {hash}
      </code>
      <Copy text={hash} label={`Copy the ${name.toLowerCase()}`} />
    </span>
  )
}
