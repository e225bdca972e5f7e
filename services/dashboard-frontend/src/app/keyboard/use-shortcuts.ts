import { useEffect, useRef } from 'react'
import { createShortcutListener } from './listen.ts'
import type { Shortcut } from './shortcuts.ts'

/** Calls back with every shortcut that is pressed outside of fields and dialogs. */
export function useShortcuts(onShortcut: (shortcut: Shortcut) => void): void {
  const callback = useRef(onShortcut)
  callback.current = onShortcut
  useEffect(() => {
    const listen = createShortcutListener((shortcut) => callback.current(shortcut))
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
