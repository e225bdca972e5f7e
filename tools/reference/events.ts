import {
  channelsOf,
  clientFrameSchema,
  closeCodes,
  type EventKind,
  eventSchemas,
  heartbeatMs,
  livePath,
  liveProtocol,
  serverFrameSchema,
  socketsPerLoginMax,
  subscriptionsMax,
  type TarsEvent,
} from '@tars/contracts'
import type { z } from 'zod'
import { code, linkTo, renderPage, renderTable } from './page.ts'
import { toJsonSchema } from './shape.ts'
import { describeFields } from './shape-table.ts'

const kinds = Object.keys(eventSchemas) as EventKind[]

const intro = `An event exists if and only if the change that it tells of was committed. On each of its channels it has an offset; offsets have
no gaps, and whoever was away reads on from the last one that it has seen. Data may gain fields; none is taken away or changes
its meaning.`

/** The page of every kind of event with its channels and fields, and of the live protocol that carries them. */
export function describeEvents(): string {
  return renderPage({
    title: 'Events and the live channel',
    source: 'packages/contracts/src/event.ts and live.ts',
    blocks: [
      intro,
      ['Kinds of events', 'The live channel'].map((heading) => `- ${linkTo(heading)}`).join('\n'),
      '## Kinds of events',
      renderTable({
        columns: ['kind', 'channels'],
        rows: kinds.map((kind) => [linkTo(kind), describeChannels(kind)]),
      }),
      ...kinds.flatMap((kind) => [
        `### ${kind}`,
        `On ${describeChannels(kind)}.`,
        describeFields(toJsonSchema(eventSchemas[kind], 'output')),
      ]),
      ...describeLive(),
    ],
  })
}

/** Asks the contracts on which channels an event with such data appears. */
function describeChannels(kind: EventKind): string {
  const data = Object.fromEntries(Object.keys(eventSchemas[kind].shape).map((field) => [field, `‹${field}›`]))
  return channelsOf({ kind, data } as TarsEvent)
    .map(code)
    .join(' and ')
}

function describeLive(): string[] {
  return [
    '## The live channel',
    `A WebSocket at ${code(livePath)} with the sub-protocol ${code(liveProtocol)}; frames are JSON texts, each with a \`type\`. It begins
with \`auth\` and a ticket of ${linkTo('live.ticket', 'api.md')}. The server sends a heartbeat every ${heartbeatMs / 1_000} s, and one socket may
subscribe to ${subscriptionsMax} channels. A person or an API key may have ${socketsPerLoginMax} sockets open at the same time; one more is closed
with ${code(closeCodes.tooManySockets)}.`,
    ...describeFrames('sent by a client', clientFrameSchema),
    ...describeFrames('sent by the server', serverFrameSchema),
    '### Close codes',
    renderTable({
      columns: ['code', 'name'],
      rows: Object.entries(closeCodes).map(([name, number]) => [code(number), name]),
    }),
  ]
}

function describeFrames(sender: string, frames: z.ZodDiscriminatedUnion): string[] {
  return (frames.options as z.ZodObject[]).flatMap((frame) => {
    const { type, ...fields } = frame.shape as Record<string, z.ZodType>
    const name = String((type as z.ZodLiteral).value)
    const hasFields = Object.keys(fields).length > 0
    return [
      `### ${name}`,
      `A frame ${sender}.`,
      hasFields ? describeFields(toJsonSchema(frame.omit({ type: true }), 'input')) : '',
    ]
  })
}
