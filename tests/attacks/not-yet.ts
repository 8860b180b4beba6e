// The attacks of the list that no test of this folder makes, and why. A test keeps it complete:
// an attack stands here or is the name of a test, never both and never neither.

/** Id of an attack -> what is missing before it can be made here. */
export const notYet: Readonly<Record<string, string>> = {
  I11: 'the hub asks nobody but its own PostgreSQL and Redis: there is no answer of others to read',
  I12: 'nothing reads XML: no invoice comes in, and tables of products are imported as CSV',
}
