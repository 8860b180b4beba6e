// How an invoice or credit note looks on A4, as a typst template: every label in both languages, the
// head row on each page, the totals never alone, the chain of the series at the foot. It computes
// nothing; pdf.ts hands it words and figures that are ready to be set.

/** The template; its data is `PrintedInvoice` of pdf.ts. */
export const invoiceTemplate = String.raw`
#let footer = context {
  line(length: 100%, stroke: 1pt + lapis)
  v(1.5mm)
  grid(columns: (1fr, 21mm), column-gutter: 6mm, align: (start + horizon, end + horizon),
    text(size: 7.6pt, fill: ink2)[
      #set par(leading: 0.62em)
      #one(d.words.scan) \
      #two(d.words.scan) \
      #label(d.words.previous, fill: ink3): #code(d.previousNumber) \
      #label(d.words.hash, fill: ink3): #code(d.hash) \
      #let at = counter(page).get().first()
      #let of = counter(page).final().first()
      #let pages = (run[صفحة #ltr-run(str(at)) من #ltr-run(str(of))], ltr-run[page #at of #of])
      #(if ar { pages } else { pages.rev() }).join([ #h(1mm) · #h(1mm) ])
    ],
    image(bytes(d.qr), format: "svg", width: 21mm, height: 21mm))
}
#let running = context if counter(page).get().first() > 1 {
  grid(columns: (1fr, auto), align: (start, end),
    text(size: 8pt, fill: ink2)[#one(d.seller.name)],
    text(size: 8pt)[#label(d.words.title) #h(1mm) #code(d.number, weight: 600)])
  v(-1mm)
  line(length: 100%, stroke: hair)
}
#set page(paper: "a4", margin: (x: 12.7mm, top: 16mm, bottom: 38mm), footer: footer,
  footer-descent: 4mm, header: running, header-ascent: 4mm)

#let mark = bytes("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><rect width='32' height='32' rx='7' fill='#2743B5'/><g fill='none' stroke='#fff' stroke-width='1.7' stroke-linecap='round' stroke-linejoin='round'><path d='M16 7v18M11.5 25h9M6 11.2 16 8.6l10 1.6'/><path d='M7.5 11 4.6 17.6h6.2zM24.4 10.2l-2.9 6.8h6.2z'/></g><path d='M4.4 18.2a3.3 2.4 0 0 0 6.5 0z' fill='#F2C14E'/><path d='M21.3 17.5a3.3 2.4 0 0 0 6.5 0z' fill='#F2C14E'/></svg>")

// Head: who sells, and what this paper is.
#grid(columns: (15mm, 1fr, auto), column-gutter: (4mm, 8mm), align: (start, start + horizon, end),
  image(mark, format: "svg", width: 15mm, height: 15mm),
  stack(spacing: 2.4mm,
    text(size: 17pt, weight: 700, one(d.seller.name)),
    ..if not same(d.seller.name) { (text(size: 9.6pt, fill: ink2, two(d.seller.name)),) }),
  align(end, stack(spacing: 2.4mm,
    text(size: 18pt, weight: 700, fill: lapis, one(d.words.title)),
    text(size: 9.6pt, fill: ink2, two(d.words.title)),
    code(d.number, size: 10.5pt, weight: 600))))
#v(3mm)

#let party(title, who) = {
  grid(columns: (1fr, auto),
    text(size: 8pt, weight: 500, fill: ink2, one(title)),
    text(size: 8pt, weight: 500, fill: ink2, two(title)))
  v(1mm)
  set par(leading: 0.62em)
  text(weight: 700, one(who.name))
  if not same(who.name) [\ #text(fill: ink2, two(who.name))]
  for line in who.lines [\ #text(fill: ink2, run(line))]
  if who.taxNumber != none [\ #text(fill: ink2)[#one(d.words.taxNumber): #code(who.taxNumber)]]
}
#let facts = grid(columns: (auto, 1fr), row-gutter: 2.8mm, align: (start, far),
  ..d.facts.map(fact => (
    label(fact.label),
    if fact.isCode { code(fact.value, weight: 600, size: 8.4pt) } else { text(weight: 700, run(fact.value)) },
  )).flatten())
#let panel(height, body) = block(width: 100%, height: height, stroke: hair, radius: 2.4mm,
  inset: (x: 3.4mm, y: 3.2mm), body)
#layout(area => {
  let bodies = (party(d.words.seller, d.seller), ..if d.buyer != none { (party(d.words.buyer, d.buyer),) }, facts)
  let gap = 3mm
  let width = (area.width - gap * (bodies.len() - 1)) / bodies.len()
  let tallest = calc.max(..bodies.map(body => measure(width: width, panel(auto, body)).height))
  grid(columns: (1fr,) * bodies.len(), column-gutter: gap, ..bodies.map(body => panel(tallest, body)))
})
#v(3.5mm)

// Lines. The last ones are set with the totals in one block that cannot be parted; where that block
// opens a page it brings the head row along.
#let columns = (9mm, 1fr, ..if d.hasLots { (27mm,) }, 21mm, 25mm, 17mm, 27mm)
#let head-cell(pair, place) = table.cell(fill: lapis, inset: (x: 2mm, y: 2.2mm), align(place, text(fill: white)[
  #text(size: 8.6pt, weight: 600, one(pair)) \
  #text(size: 7.4pt, two(pair))
]))
#let head = (
  head-cell(d.words.no, start),
  head-cell(d.words.product, start),
  ..if d.hasLots { (head-cell(d.words.lot, start),) },
  head-cell(d.words.quantity, right),
  head-cell(d.words.unitPrice, right),
  head-cell(d.words.tax, right),
  head-cell(d.words.amount, right),
)
#let row(line) = (
  align(near, text(dir: ltr, str(line.no))),
  {
    text(weight: 600, one(line.name))
    if not same(line.name) [\ #text(size: 7.8pt, fill: ink3, two(line.name))]
    if line.code != none [\ #code(line.code, size: 7.6pt, fill: ink3)]
    if line.discount != none [\ #text(size: 7.8pt, fill: ink2)[#label(d.words.discount) #ltr-run(line.discount)]]
  },
  ..if d.hasLots { (align(near, {
    for lot in line.lots {
      code(lot.code, size: 8.4pt)
      if lot.expiry != none [\ #text(size: 7.8pt, fill: ink3, run(lot.expiry))]
      linebreak()
    }
  }),) },
  { figure-of(line.quantity); if line.unit != none { v(-0.9mm); align(right, text(size: 7.6pt, fill: ink3, run(line.unit))) } },
  figure-of(line.unitPrice),
  align(right, text(run(line.tax))),
  figure-of(line.amount, weight: 600),
)
#let lines(rows, first-row) = table(columns: columns, stroke: under, inset: (x: 2mm, y: 1.9mm),
  ..first-row, ..rows.map(row).flatten())
#let opens = table.header(..head)
#let kept = calc.min(2, d.lines.len())
#let free = d.lines.slice(0, d.lines.len() - kept)
#let last = d.lines.slice(d.lines.len() - kept)

#let taxes = table(columns: (1fr, 28mm, 26mm), stroke: under, inset: (x: 2mm, y: 2mm),
  ..(d.words.rate, d.words.base, d.words.tax).enumerate().map(((i, pair)) =>
    table.cell(fill: rgb("#F2F1ED"), align(if i == 0 { start } else { right }, text(size: 8pt, weight: 600, fill: ink2)[#one(pair) #two(pair)]))),
  ..d.taxes.map(tax => (label(tax.name, fill: ink), figure-of(tax.base), figure-of(tax.amount))).flatten())
#let payment = if d.tenders.len() > 0 {
  block(width: 100%, stroke: hair, radius: 2.4mm, inset: (x: 3mm, y: 2.8mm), {
    grid(columns: (1fr, auto), text(size: 8pt, weight: 500, fill: ink2, one(d.words.payment)), text(size: 8pt, weight: 500, fill: ink2, two(d.words.payment)))
    v(0.5mm)
    grid(columns: (1fr, auto), row-gutter: 1.6mm, align: (start, right), ..d.tenders.map(t => (label(t.name), figure-of(t.amount))).flatten())
  })
}
#let sums = {
  let body = d.sums.map(sum => (stacked(sum.name), align(right + horizon, figure-of(sum.amount, weight: 600)))).flatten()
  block(width: 100%, stroke: hair, radius: 2.4mm, clip: true, {
    table(columns: (1fr, auto), stroke: under, inset: (x: 3.6mm, y: 2.4mm), align: horizon, ..body,
      table.cell(fill: lapis, stroke: none, inset: (x: 3.6mm, y: 3.2mm), text(fill: white, stacked(d.total.name, weight: 700, size: 9.6pt, second: white))),
      table.cell(fill: lapis, stroke: none, inset: (x: 3.6mm, y: 3.2mm), align(right + horizon, text(fill: white, figure-of(d.total.amount, size: 16pt, weight: 700)))))
  })
}
#let closing = grid(columns: (1fr, 84mm), column-gutter: 6mm, { taxes; payment }, sums)

#if free.len() > 0 { lines(free, (opens,)) }
#block(breakable: false, spacing: 0pt, context {
  let at-top = here().position().y < 22mm
  lines(last, if free.len() == 0 or at-top { head } else { () })
  v(4mm)
  closing
})
`
