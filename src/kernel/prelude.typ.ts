// What every paper of the house begins with, as typst: the data, the colours and typefaces of the
// screens, and the ways to set words in two languages so that neither moves the other.

/**
 * Stands before each template. Data must hold `first` ('ar' or 'en': the language that leads and the
 * way the page runs), `title`, and `date` with `year`, `month` and `day`, which makes the same data
 * the same bytes.
 */
export const prelude = String.raw`
#let d = json(bytes(sys.inputs.data))
#let ar = d.first == "ar"
// The edges in so many words: a run that goes the other way would turn "start" and "end" around.
#let near = if ar { right } else { left }
#let far = if ar { left } else { right }
#let lapis = rgb("#2743B5")
#let ink = rgb("#17181D")
#let ink2 = rgb("#4C4E58")
#let ink3 = rgb("#636570")
#let hair = 0.6pt + rgb("#E1DFD7")
#let under = (x: none, top: none, bottom: hair)
#let sans = ("IBM Plex Sans", "IBM Plex Sans Arabic", "Amiri")
#let mono = ("IBM Plex Mono", "IBM Plex Sans", "IBM Plex Sans Arabic")

#set document(title: d.title, date: datetime(year: d.date.year, month: d.date.month, day: d.date.day))
#set text(font: sans, size: 9pt, fill: ink, lang: d.first, dir: if ar { rtl } else { ltr })
#set par(leading: 0.5em, spacing: 0.55em)
#show heading: it => it.body
// A word too long for any column may be parted anywhere rather than run over its neighbours.
#show regex("\S{30,}"): it => it.text.clusters().join("\u{200B}")

// A run of its own, so that neighbours in another script cannot move it.
#let run(s) = [\u{2068}#s\u{2069}]
#let ltr-run(s) = [\u{2066}#s\u{2069}]
#let code(s, ..style) = text(font: mono, dir: ltr, ..style, ltr-run(s))
#let one(pair) = run(pair.at(d.first))
#let two(pair) = run(pair.at(if ar { "en" } else { "ar" }))
#let same(pair) = pair.ar == pair.en
#let label(pair, sep: " ", fill: ink2) = text(fill: fill)[#one(pair)#if not same(pair) [#sep#two(pair)]]
#let stacked(pair, weight: 400, size: 9pt, second: ink3) = {
  text(weight: weight, size: size, one(pair))
  if not same(pair) [\ #text(size: 7.6pt, fill: second, two(pair))]
}
#let figure-of(s, ..style) = align(right, text(dir: ltr, number-width: "tabular", ..style, ltr-run(s)))
`
