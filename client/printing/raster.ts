// Draws a paper in black dots by the browser's own letters, because only it shapes Arabic and orders both directions.
// The letters are waited for: a receipt never comes out in whatever font happened to be there.
import { bitmapOf, type Bitmap } from './escpos.ts'
import { type Face, type Layout, layoutOf, type Mark } from './layout.ts'
import type { Paper } from './paper.ts'

const family = (mono: boolean) =>
  mono
    ? "'IBM Plex Mono', 'IBM Plex Sans Arabic', monospace"
    : "'IBM Plex Sans Arabic', 'IBM Plex Sans', sans-serif"
// Codes have no bolder letters than these.
const fontOf = ({ dots, weight, mono }: Face) =>
  `${mono ? Math.min(weight, 600) : weight} ${dots}px ${family(mono)}`

// Half of the light: what is darker becomes a dot.
const threshold = 140
const letters = 'ابجد لا ٠١٢ Abc 012'

/** A paper as dots, as wide as asked (a multiple of 8). Rejects where the browser has no canvas. */
export async function drawPaper(paper: Paper, width: number): Promise<Bitmap> {
  await lettersReady()
  const measuring = contextOf(8, 8)
  const layout = layoutOf(paper, width, (text, face) => {
    measuring.font = fontOf(face)
    return measuring.measureText(text).width
  })
  return drawLayout(layout)
}

async function lettersReady(): Promise<void> {
  const faces = ([400, 600, 700] as const).flatMap((weight) =>
    [true, false].map((mono) => fontOf({ dots: 24, weight, mono })),
  )
  await Promise.all(faces.map((face) => document.fonts.load(face, letters)))
}

function drawLayout({ width, height, marks }: Layout): Bitmap {
  const context = contextOf(width, height)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.fillStyle = '#000'
  for (const mark of marks) draw(context, mark, width)
  const { data } = context.getImageData(0, 0, width, height)
  // The picture is grey all through, so one of its colours says how light a dot is.
  return bitmapOf(width, height, (x, y) => (data[(y * width + x) * 4] ?? 255) < threshold)
}

function contextOf(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('this browser draws nothing')
  return context
}

function draw(context: CanvasRenderingContext2D, mark: Mark, width: number): void {
  switch (mark.kind) {
    case 'text':
      context.font = fontOf(mark.face)
      context.direction = mark.dir
      context.textAlign = 'left'
      context.textBaseline = 'alphabetic'
      context.fillStyle = mark.white ? '#fff' : '#000'
      context.fillText(mark.text, mark.x, mark.y)
      context.fillStyle = '#000'
      return
    case 'box':
      return context.fillRect(mark.x, mark.y, mark.w, mark.h)
    case 'rule':
      for (let x = 0; x < width; x += 12) context.fillRect(x, Math.round(mark.y), 7, 2)
      return
    case 'qr': {
      const { squares, module } = mark
      for (let y = 0; y < squares.size; y += 1) {
        for (let x = 0; x < squares.size; x += 1) {
          if (!squares.isDark(x, y)) continue
          context.fillRect(mark.x + x * module, Math.round(mark.y) + y * module, module, module)
        }
      }
      return
    }
    case 'scales':
      return scales(context, mark)
  }
}

/** The strokes of the mark on a square of 32, here and on the page. */
export const markStrokes = [
  'M16 6v20M11 26h10M5 10.6 16 8l11 2.6',
  'M7 10.6 3.8 17.8h6.4zM25 10.6l-3.2 7.2h6.4z',
] as const

function scales(
  context: CanvasRenderingContext2D,
  { x, y, side }: { readonly x: number; readonly y: number; readonly side: number },
): void {
  context.save()
  context.translate(x, y)
  context.scale(side / 32, side / 32)
  context.lineWidth = 1.8
  context.lineCap = 'round'
  for (const stroke of markStrokes) context.stroke(new Path2D(stroke))
  context.restore()
}
