import { ActionIcon, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** A command of the command line with a button that copies it. */
export function Command({ children }: { children: string }): ReactNode {
  return (
    <div className="command">
      <code className="code">{children}</code>
      <Copy text={children} label="Copy the command" />
    </div>
  )
}

/** A button that copies a text. */
export function Copy({ text, label }: { text: string; label: string }): ReactNode {
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            onClick={copy}
            aria-label={copied ? 'Copied' : label}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
