// A QR code as the squares it is made of, for whoever draws in dots. The shapes are the library's; here they are only
// asked, square by square, whether they cover its middle.
import { qrcode } from 'bwip-js/generic'

export type QrSquares = {
  /** Squares along one side. */
  readonly size: number
  readonly isDark: (x: number, y: number) => boolean
}
type Outline = readonly (readonly [number, number])[]

// What the library draws for one square at scale 1.
const unit = 2

export function qrSquares(text: string): QrSquares {
  const outlines: Outline[] = []
  let width = 0
  qrcode(
    { bcid: 'qrcode', text, scale: 1, padding: 0 },
    {
      scale: () => null,
      measure: () => ({ width: 0, ascent: 0, descent: 0 }),
      init: (all) => void (width = all),
      line: () => {},
      polygon: (points) => void outlines.push(points),
      hexagon: () => {},
      ellipse: () => {},
      fill: () => {},
      text: () => {},
      end: () => {},
    },
  )
  return {
    size: width / unit,
    isDark: (x, y) => isInside(outlines, (x + 0.5) * unit, (y + 0.5) * unit),
  }
}

/** Even and odd: a point is inside where a line from it crosses the outlines an odd number of times. */
function isInside(outlines: readonly Outline[], x: number, y: number): boolean {
  let inside = false
  for (const points of outlines) {
    points.forEach(([ax, ay], i) => {
      const [bx, by] = points[(i + 1) % points.length] ?? [ax, ay]
      if (ay > y === by > y) return
      if (x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
    })
  }
  return inside
}
