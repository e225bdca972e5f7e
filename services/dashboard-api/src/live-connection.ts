import type { ServerFrame } from '@tars/contracts'
import type { Metrics } from '@tars/telemetry'
import type { WebSocket } from 'ws'
import { formatFrame } from './live-frame.ts'

/** Why the server closes a socket. */
export type CloseReason = 'slow' | 'protocol' | 'unauthenticated' | 'drain' | 'silent' | 'crowded'

/** The server's end of a socket; nothing is sent, and no close counted, once it is closing. */
export interface LiveConnection {
  isOpen(): boolean
  send(frame: ServerFrame): void
  /** Sends a frame that is text already. */
  sendText(text: string): void
  /** Tells the client that what it asked for cannot be. */
  refuse(code: string, message: string, channel: string | null): void
  /** Bytes that wait to be sent. */
  waitingBytes(): number
  close(code: number, reason: CloseReason): void
  /** Says goodbye and closes; the client comes back after `retryAfterMs` and resumes. */
  dismiss(code: number, reason: CloseReason, retryAfterMs: number): void
  /** Ends a connection whose other end is silent, without a farewell that nobody would hear. */
  abandon(): void
}

/** Wraps a socket; closes that the server begins are counted by reason. */
export function createLiveConnection(socket: WebSocket, metrics: Metrics): LiveConnection {
  const isOpen = () => socket.readyState === socket.OPEN
  const sendText = (text: string) => {
    if (isOpen()) socket.send(text)
  }
  const send = (frame: ServerFrame) => sendText(formatFrame(frame))
  const close = (code: number, reason: CloseReason) => {
    if (!isOpen()) return
    metrics.increment('tars_live_closes_total', { reason })
    socket.close(code, reason)
  }
  return {
    isOpen,
    send,
    sendText,
    refuse: (code, message, channel) => send({ type: 'error', code, message, channel }),
    waitingBytes: () => socket.bufferedAmount,
    close,
    dismiss(code, reason, retryAfterMs) {
      send({ type: 'bye', code, retryAfterMs })
      close(code, reason)
    },
    abandon() {
      metrics.increment('tars_live_closes_total', { reason: 'silent' })
      socket.terminate()
    },
  }
}
