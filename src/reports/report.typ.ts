// How the report of a day looks on A4, as a typst template over kernel/prelude.typ.ts: the sums of
// the day, its taxes and tenders, its hours, then what was sold.

/** The template; its data is what pdf.ts makes of the day. */
export const reportTemplate = String.raw`
#set page(paper: "a4", margin: (x: 12.7mm, top: 15mm, bottom: 17mm), footer: context {
  let at = counter(page).get().first()
  let of = counter(page).final().first()
  line(length: 100%, stroke: hair)
  v(-1mm)
  grid(columns: (1fr, auto), text(size: 7.6pt, fill: ink3)[#one(d.store) · #run(d.made)],
    text(size: 7.6pt, fill: ink3)[#label(d.words.page, fill: ink3) #ltr-run[#at / #of]])
})

#grid(columns: (1fr, auto), align: (start + bottom, end + bottom),
  stack(spacing: 2.4mm,
    text(size: 18pt, weight: 700, fill: lapis, one(d.words.title)),
    text(size: 9.6pt, fill: ink2)[#two(d.words.title) · #run(d.day)]),
  align(end, stack(spacing: 2.4mm,
    text(size: 12pt, weight: 700, one(d.store)),
    text(size: 9pt, fill: ink2)[#code(d.code) · #run(d.currency)])))
#v(3mm)

#let head-cell(pair, place) = table.cell(fill: lapis, inset: (x: 2mm, y: 2mm), align(place, text(fill: white)[
  #text(size: 8.6pt, weight: 600, one(pair)) \
  #text(size: 7.4pt, two(pair))
]))
#let card(sum) = block(width: 100%, stroke: hair, radius: 2.4mm, inset: (x: 3.4mm, y: 3mm), stack(spacing: 2.4mm,
  text(size: 8pt)[#label(sum.name)], figure-of(sum.value, size: 15pt, weight: 700)))
#grid(columns: (1fr,) * 3, gutter: 3mm, ..d.cards.map(card))
#v(2mm)

#let small(heads, rows) = table(columns: (1fr,) + (26mm,) * (heads.len() - 1), stroke: under, inset: (x: 2mm, y: 1.8mm),
  ..heads.enumerate().map(((i, pair)) => table.cell(fill: rgb("#F2F1ED"),
    align(if i == 0 { start } else { right }, text(size: 8pt, weight: 600, fill: ink2)[#one(pair) #two(pair)]))),
  ..rows.map(row => (label(row.name, fill: ink), ..row.figures.map(f => figure-of(f)))).flatten())
#grid(columns: (1fr, 1fr), column-gutter: 6mm,
  small((d.words.rate, d.words.base, d.words.tax), d.taxes),
  small((d.words.tender, d.words.amount), d.tenders))
#if d.hours.len() > 0 {
  let most = calc.max(..d.hours.map(h => h.share), 1)
  v(3mm)
  block(breakable: false, width: 100%, {
    text(size: 8pt, weight: 600, fill: ink2)[#one(d.words.hour) #two(d.words.hour)]
    v(-1mm)
    grid(columns: (1fr,) * d.hours.len(), column-gutter: 1mm, align: center + bottom, rows: (22mm, auto), row-gutter: 1.4mm,
      ..d.hours.map(h => rect(width: 100%, height: 0.4mm + 21mm * (h.share / most), fill: lapis.lighten(10%), stroke: none, radius: (top: 0.6mm))),
      ..d.hours.map(h => text(size: 7pt, fill: ink3, dir: ltr, h.hour)))
  })
}
#v(3mm)
#if d.products.len() == 0 { align(center, pad(y: 12mm, text(fill: ink2, stacked(d.words.nothing)))) } else {
  table(columns: (1fr, 34mm, 30mm, 30mm), stroke: under, inset: (x: 2mm, y: 2mm),
    table.header(head-cell(d.words.product, start), head-cell(d.words.sku, start),
      head-cell(d.words.quantity, right), head-cell(d.words.amount, right)),
    ..d.products.map(p => (
      stacked(p.name, weight: 600),
      align(near, code(p.sku, size: 8pt)),
      figure-of(p.quantity) + if p.unit != none { v(-0.9mm); align(right, text(size: 7.6pt, fill: ink3, run(p.unit))) },
      figure-of(p.amount, weight: 600),
    )).flatten())
}
`
