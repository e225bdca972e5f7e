import { readChartColours } from './chart-colours.ts'
import { layPicture, type PictureLayout, type Place } from './picture-layout.ts'
import type { KeyEntry, KeyMark, PicturePart } from './read-picture.ts'

/** What a saved picture holds: it must be understood without the page that it is from. */
export interface PictureContent {
  title: string
  parts: readonly PicturePart[]
  key: readonly KeyEntry[]
  /** How many parts stand beside each other. */
  columns: number
}

interface PartImage {
  source: CanvasImageSource
  width: number
  height: number
  caption: string
}

const drawn = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'vector-effect',
  'paint-order',
  'opacity',
  'font-size',
  'font-family',
  'font-weight',
] as const

const sharpness = 2
const markWidth = 18

/** A picture as a PNG on the ground and in the colours of the page; null without a drawing, or when the browser cannot. */
export async function drawPicture(content: PictureContent): Promise<Blob | null> {
  const { parts, key, columns } = content
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (context === null || parts.length === 0) return null
  const images = await Promise.all(parts.map(imageOf))
  const style = getComputedStyle(document.body)
  context.font = fontOf(style, 12, 400)
  const entryWidths = key.map(({ words, mark }) => context.measureText(words).width + roomFor(mark))
  const layout = layPicture({ parts: images, entryWidths, columns })
  // A canvas has only the pixels of the screen; to enlarge it would blur what was sharp.
  const scale = parts.some(({ drawing }) => drawing instanceof HTMLCanvasElement)
    ? devicePixelRatio
    : sharpness
  canvas.width = Math.round(layout.width * scale)
  canvas.height = Math.round(layout.height * scale)
  context.scale(scale, scale)
  draw(context, style, layout, content, images)
  return new Promise((resolve) => canvas.toBlob(resolve))
}

function draw(
  context: CanvasRenderingContext2D,
  style: CSSStyleDeclaration,
  layout: PictureLayout,
  { title, key }: PictureContent,
  images: readonly PartImage[],
): void {
  const { ink, faint } = readChartColours(style)
  const write = (words: string, { x, y }: Place) => context.fillText(words, x, y, layout.width - x)
  context.fillStyle = style.backgroundColor
  context.fillRect(0, 0, layout.width, layout.height)
  context.fillStyle = ink
  context.font = fontOf(style, 14, 600)
  write(title, layout.title)
  context.fillStyle = faint
  context.font = fontOf(style, 12, 400)
  for (const [i, { source, width, height, caption }] of images.entries()) {
    const at = layout.parts[i]!
    write(caption, at.caption)
    context.drawImage(source, at.drawing.x, at.drawing.y, width, height)
  }
  for (const [i, { words, mark }] of key.entries()) {
    const { x, y } = layout.entries[i]!
    if (mark !== null) drawMark(context, mark, { x, y })
    context.fillStyle = faint
    write(words, { x: x + roomFor(mark), y })
  }
}

function fontOf({ fontFamily }: CSSStyleDeclaration, sizePx: number, weight: number): string {
  return `${weight} ${sizePx}px ${fontFamily}`
}

function roomFor(mark: KeyMark | null): number {
  return mark === null ? 0 : markWidth
}

function drawMark(context: CanvasRenderingContext2D, { shape, colour }: KeyMark, { x, y }: Place): void {
  context.fillStyle = colour
  context.strokeStyle = colour
  context.lineWidth = 1.5
  context.beginPath()
  if (shape === 'dashes') {
    context.setLineDash([5, 4])
    context.moveTo(x, y - 4)
    context.lineTo(x + markWidth - 4, y - 4)
  } else {
    context.setLineDash([])
    context.arc(x + 5, y - 4, 4, 0, 2 * Math.PI)
  }
  if (shape === 'dot') context.fill()
  else context.stroke()
}

async function imageOf({ drawing, caption }: PicturePart): Promise<PartImage> {
  const { width, height } = drawing.getBoundingClientRect()
  if (drawing instanceof HTMLCanvasElement) return { source: drawing, width, height, caption }
  const source = new Image()
  source.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(writeSvg(drawing, width, height))}`
  await source.decode()
  return { source, width, height, caption }
}

/** The style sheet does not travel with an image, so what it says is written onto each shape. */
function writeSvg(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const copies = copy.querySelectorAll<SVGElement>('*')
  svg.querySelectorAll('*').forEach((shape, i) => {
    const style = getComputedStyle(shape)
    for (const property of drawn) copies[i]?.style.setProperty(property, style.getPropertyValue(property))
  })
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return new XMLSerializer().serializeToString(copy)
}
