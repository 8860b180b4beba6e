// A paper on the screen, black on white as it will be on the roll, and the same for the browser's own print.
import { drawingSVG, qrcode } from 'bwip-js/browser'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { classes } from '../ui/classes.ts'
import { Code } from '../ui/code.tsx'
import { Printed } from '../ui/printed.tsx'
import type { Paper, PaperItem, Span } from './paper.ts'
import css from './paper.module.css'
import { markStrokes } from './raster.ts'

export function PaperView({ paper }: { paper: Paper }) {
  return (
    <article className={css.paper} dir={paper.dir} lang={paper.lang}>
      {paper.items.map((item, i) => (
        <Item key={i} item={item} />
      ))}
    </article>
  )
}

/** What the browser prints instead of the page, while this is shown. */
export function PrintedPaper({ paper, isAlone = false }: { paper: Paper; isAlone?: boolean }) {
  const sheet = useRef<HTMLDivElement>(null)
  const [heightPx, setHeightPx] = useState(0)
  useLayoutEffect(() => setHeightPx(sheet.current?.scrollHeight ?? 0), [paper])
  // A roll has no page height of its own: the page is as long as what is on it.
  const lengthMm = Math.ceil((heightPx * 25.4) / 96) + 8
  return (
    <Printed isAlone={isAlone}>
      <div ref={sheet} className={css.sheet}>
        <style>{`@page paper { size: 80mm ${lengthMm}mm; margin: 3mm 4mm; }`}</style>
        <PaperView paper={paper} />
      </div>
    </Printed>
  )
}

let takeAway = () => {}

/** Prints one paper by the browser, whatever else is laid out for it. */
export function printInBrowser(paper: Paper): void {
  takeAway()
  const root = createRoot(document.createElement('div'))
  takeAway = () => {
    root.unmount()
    takeAway = () => {}
  }
  flushSync(() => root.render(<PrintedPaper paper={paper} isAlone />))
  window.addEventListener('afterprint', () => takeAway(), { once: true })
  window.print()
}

function Item({ item }: { item: PaperItem }) {
  switch (item.kind) {
    case 'mark':
      return <Scales />
    case 'rule':
      return <hr className={css.rule} />
    case 'qr':
      return <Qr text={item.text} />
    case 'text':
      return (
        <p
          className={classes(
            css[item.size],
            item.strong && css.strong,
            item.align === 'middle' && css.middle,
          )}
        >
          <Spans spans={item.spans} />
        </p>
      )
    case 'row':
      return (
        <div className={classes(css.row, css[item.size], item.strong && css.strong)}>
          <span>
            <Spans spans={item.start} />
          </span>
          <span>
            <Spans spans={item.end} />
          </span>
        </div>
      )
    case 'total':
      return (
        <div className={css.total}>
          <span className={css.totalWords}>
            <Spans spans={item.start} />
          </span>
          <strong>
            <Spans spans={item.end} />
          </strong>
        </div>
      )
  }
}

function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map(({ text, tone }, i) => (
    <span key={i} className={classes(tone === 'second' && css.second)}>
      {i > 0 && ' '}
      {tone === 'code' ? <Code>{text}</Code> : <bdi>{text}</bdi>}
    </span>
  ))
}

function Qr({ text }: { text: string }) {
  const svg = useMemo(
    () => qrcode({ bcid: 'qrcode', text, scale: 3, padding: 4 }, drawingSVG()),
    [text],
  )
  const drawn = { __html: svg }
  return <div className={css.qr} role="img" aria-label={text} dangerouslySetInnerHTML={drawn} />
}

/** The mark in one colour: paper has no other. */
function Scales() {
  return (
    <svg className={css.mark} viewBox="0 0 32 32" aria-hidden="true">
      <g fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round">
        {markStrokes.map((stroke) => (
          <path key={stroke} d={stroke} />
        ))}
      </g>
    </svg>
  )
}
