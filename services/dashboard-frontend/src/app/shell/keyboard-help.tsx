import { Kbd, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { shortcuts } from '../keyboard/sequence.ts'

const player = [
  [['Space'], 'Play or pause a replay'],
  [['←', '→'], 'One step back or on'],
  [['Home', 'End'], 'First or last step'],
  [['+', '-'], 'Faster or slower'],
] as const

/** What every key does. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  const rows = [...shortcuts.map(({ keys, does }) => [keys, does] as const), ...player]
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" centered size="sm">
      <table className="table">
        <tbody>
          {rows.map(([keys, does]) => (
            <tr key={does}>
              <td>
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </td>
              <td>{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  )
}
