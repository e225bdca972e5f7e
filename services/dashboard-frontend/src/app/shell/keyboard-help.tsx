import { Kbd, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { nameKey } from '../keyboard/key-name.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { playerKeys } from '../replay/playback.ts'

/** What every key does, from the very tables that the keys are looked up in. */
export function KeyboardHelp({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactNode {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" centered size="sm">
      <div className="stack">
        <KeyTable caption="Everywhere" between="then" rows={shortcuts} />
        <KeyTable
          caption="In a replay"
          between="or"
          rows={playerKeys.map(({ does, keys }) => ({ does, keys: Object.keys(keys) }))}
        />
      </div>
    </Modal>
  )
}

function KeyTable(given: {
  caption: string
  between: string
  rows: readonly { does: string; keys: readonly string[] }[]
}): ReactNode {
  return (
    <table className="table">
      <caption>{given.caption}</caption>
      <tbody>
        {given.rows.map(({ keys, does }) => (
          <tr key={does}>
            <th scope="row">{does}</th>
            <td className="number">
              {keys.map((key, i) => (
                <span key={key}>
                  {i > 0 && <span className="light"> {given.between} </span>}
                  <Kbd>{nameKey(key)}</Kbd>
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
