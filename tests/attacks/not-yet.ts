// The attacks of the list that no test of this folder makes, and why. A test keeps it complete:
// an attack stands here or is the name of a test, never both and never neither.

/** Id of an attack -> what is missing before it can be made here. */
export const notYet: Readonly<Record<string, string>> = {
  I11: 'content: no test of this folder attacks it yet',
  I12: 'content: no test of this folder attacks it yet',
}
