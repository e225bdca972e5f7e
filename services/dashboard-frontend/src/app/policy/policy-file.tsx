import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Policy } from '@tars/contracts'
import type { ReactNode } from 'react'
import { policyFileAddress } from '../api/policy-queries.ts'
import { Copy } from '../components/command.tsx'
import { Panel } from '../components/panel.tsx'
import { Term } from '../components/term.tsx'
import { formatBytes } from '../words/quantity.ts'

/** The file of a policy: its size and hash, and the way to have it. */
export function PolicyFile({ policy }: { policy: Policy }): ReactNode {
  const { id, agent, version, bytes, weightHash } = policy
  return (
    <Panel
      title="File"
      aside={
        <Button
          component="a"
          href={policyFileAddress(id)}
          download={`${agent}-v${version}.safetensors`}
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} />}
        >
          Download
        </Button>
      }
    >
      <dl className="pairs">
        <dt>Format</dt>
        <dd>safetensors</dd>
        <dt>Size</dt>
        <dd>{formatBytes(bytes)}</dd>
        <dt>
          <Term means="The hash of the weights: the same weights have the same hash, on every machine.">
            SHA-256
          </Term>
        </dt>
        <dd className="hash">
          <code className="code" title={weightHash}>
            {weightHash}
          </code>
          <Copy text={weightHash} label="Copy the hash" />
        </dd>
        <dt>Id</dt>
        <dd className="hash">
          <code className="code" title={id}>
            {id}
          </code>
          <Copy text={id} label="Copy the id" />
        </dd>
      </dl>
    </Panel>
  )
}
