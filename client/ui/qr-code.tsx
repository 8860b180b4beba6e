// A QR code drawn in the browser, dark on white in both schemes, because that is what cameras read.
import { useEffect, useRef } from 'react'
import css from './qr-code.module.css'

export function QrCode({ text, label }: { text: string; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let here = true
    // The drawing library is large and only this place needs it.
    void import('bwip-js/browser').then(({ toCanvas }) => {
      if (!here || !canvas.current) return
      toCanvas(canvas.current, { bcid: 'qrcode', text, scale: 6 })
    })
    return () => {
      here = false
    }
  }, [text])
  return (
    <div className={css.qr}>
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  )
}
