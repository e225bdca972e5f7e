import { ActionIcon, Menu } from '@mantine/core'
import { IconKeyboard, IconLogout, IconUser } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Principal } from '@tars/contracts'
import type { ReactNode } from 'react'
import { client } from '../api/client.ts'
import { notifyFailure } from '../components/notify-failure.tsx'

/** Who is signed in, and the way out. */
export function AccountMenu({ principal, onHelp }: { principal: Principal; onHelp: () => void }): ReactNode {
  const signOut = useMutation({
    mutationFn: () => client.call('session.delete'),
    // A fresh page: nothing that was read stays in memory for whoever signs in next.
    onSuccess: () => location.assign('/sign-in'),
    onError: notifyFailure,
  })
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Account">
          <IconUser size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {principal.name} · {principal.role}
          {principal.email !== null && <div>{principal.email}</div>}
        </Menu.Label>
        <Menu.Item leftSection={<IconKeyboard size={15} />} rightSection={<kbd>?</kbd>} onClick={onHelp}>
          Keyboard
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={15} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
