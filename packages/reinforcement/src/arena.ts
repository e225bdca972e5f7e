/** The element kinds an arena can hold. */
export type Kind = 'float32' | 'float64' | 'int32' | 'uint32' | 'uint8'

/** One named array of an arena: element kind and shape, row-major. */
export type Segment<K extends Kind = Kind> = { readonly kind: K; readonly shape: readonly number[] }

/** What an arena holds, in this order. */
export type Layout = Readonly<Record<string, Segment>>

/** The typed array over a segment. */
export type ViewOf<K extends Kind> = InstanceType<(typeof constructors)[K]>

/** Typed arrays over one buffer that never grows. */
export type Arena<L extends Layout> = {
  readonly layout: L
  readonly buffer: ArrayBuffer
  readonly views: { readonly [Name in keyof L]: ViewOf<L[Name]['kind']> }
}

const constructors = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
}

/** The most memory one trainer may take; a configuration that needs more is refused. */
const ARENA_BYTES_MAX = 536_870_912

/** Segments begin on cache lines. */
const ALIGNMENT_BYTES = 64

/** A segment of this kind and shape. */
export function segment<K extends Kind>(kind: K, ...shape: number[]): Segment<K> {
  return { kind, shape }
}

/** How many elements a segment holds. */
function segmentLength(segment: Segment): number {
  return segment.shape.reduce((product, size) => product * size, 1)
}

/**
 * One buffer sized from `layout` at once, with a view for every segment; a buffer that cannot grow cannot leak.
 *
 * @throws {RangeError} when the layout needs more than 512 MiB.
 */
export function createArena<L extends Layout>(layout: L): Arena<L> {
  const bytes = arenaBytes(layout)
  if (!(bytes <= ARENA_BYTES_MAX)) {
    throw new RangeError(`this configuration needs ${bytes} bytes of memory; the most is ${ARENA_BYTES_MAX}`)
  }
  const buffer = new ArrayBuffer(bytes)
  const views: Record<string, ViewOf<Kind>> = {}
  let offset = 0
  for (const [name, segment] of Object.entries(layout)) {
    views[name] = new constructors[segment.kind](buffer, offset, segmentLength(segment))
    offset += segmentBytes(segment)
  }
  return { layout, buffer, views: views as Arena<L>['views'] }
}

/** The size in bytes of the arena for `layout`. */
export function arenaBytes(layout: Layout): number {
  return Object.values(layout).reduce((sum, segment) => sum + segmentBytes(segment), 0)
}

function segmentBytes(segment: Segment): number {
  const bytes = segmentLength(segment) * constructors[segment.kind].BYTES_PER_ELEMENT
  return Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES
}
