/** Calls back when trying again at once makes sense; gives a function that stops it. */
export type Wake = (onWake: () => void) => () => void

/** The part of a window that tells when a page is back. */
export interface WakeSource {
  addEventListener?(type: string, listener: () => void): void
  removeEventListener?(type: string, listener: () => void): void
  document?: {
    visibilityState: string
    addEventListener(type: string, listener: () => void): void
    removeEventListener(type: string, listener: () => void): void
  }
}

/** In a browser: when the network is back, and when the page is seen again. Elsewhere: never. */
export function wakeOf(source: WakeSource): Wake {
  return (onWake) => {
    const { document } = source
    const onVisibility = () => {
      if (document?.visibilityState === 'visible') onWake()
    }
    source.addEventListener?.('online', onWake)
    document?.addEventListener('visibilitychange', onVisibility)
    return () => {
      source.removeEventListener?.('online', onWake)
      document?.removeEventListener('visibilitychange', onVisibility)
    }
  }
}
