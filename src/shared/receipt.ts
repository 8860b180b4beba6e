// The number of a receipt, which a till gives on-line and off: store, terminal, fence and the number in its journal.
// Whoever reads one learns where the sale lies and nothing about it.

type Coded = { readonly code: string }

/** `CAI-T1-2-41` is the 41st entry of till T1 of the store CAI, under its second fence. */
export function receiptNumber(
  store: Coded,
  terminal: Coded,
  { fence, n }: { readonly fence: number; readonly n: number },
): string {
  return `${store.code}-${terminal.code}-${fence}-${n}`
}

const RECEIPT = /^[A-Z0-9]{2,8}-[A-Z0-9]{1,6}-\d{1,9}-\d{1,9}$/i

/** Whether a text is a receipt's number and no barcode, in letters of either case. */
export function isReceiptNumber(text: string): boolean {
  return RECEIPT.test(text)
}
