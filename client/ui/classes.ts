// Joins the class names of a CSS module, leaving out what does not apply.
export function classes(...names: (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ')
}
