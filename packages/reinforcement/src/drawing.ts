/** What a shape stands for; the viewer chooses its colour. */
export type ShapeRole = 'track' | 'cart' | 'pole' | 'axle'

/** One shape in the units of its drawing's view box; y grows downwards, as in SVG. */
export type Shape =
  | {
      readonly kind: 'line'
      readonly role: ShapeRole
      readonly x1: number
      readonly y1: number
      readonly x2: number
      readonly y2: number
      readonly thickness: number
    }
  | {
      readonly kind: 'rectangle'
      readonly role: ShapeRole
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  | {
      readonly kind: 'circle'
      readonly role: ShapeRole
      readonly x: number
      readonly y: number
      readonly radius: number
    }

/** A picture as plain data, back to front. */
export type Drawing = { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] }
