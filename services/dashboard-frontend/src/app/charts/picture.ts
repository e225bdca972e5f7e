const drawn = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'opacity',
  'font-size',
  'font-family',
  'font-weight',
] as const

/**
 * A drawing as a PNG with the colours that it has on the page, `scale` times as large; null when the browser cannot.
 * The style sheet does not travel with an image, so what it says is written onto each shape.
 */
export async function svgPicture(svg: SVGSVGElement, scale = 2): Promise<Blob | null> {
  const { width, height } = svg.getBoundingClientRect()
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(writeSvg(svg, width, height))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d')
  if (context === null) return null
  context.fillStyle = getComputedStyle(document.body).backgroundColor
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvasPicture(canvas)
}

/** What a canvas shows, as a PNG; null without a canvas, or when the browser cannot. */
export function canvasPicture(canvas: HTMLCanvasElement | undefined): Promise<Blob | null> {
  return new Promise((resolve) => (canvas === undefined ? resolve(null) : canvas.toBlob(resolve)))
}

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
