// The mark: the balance, in the only brass of the app. It is a drawing, not a symbol of state, and is never mirrored.
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--mz-accent)" />
      <g fill="none" stroke="#fff" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round">
        <path d="M16 7v18M11.5 25h9M6 11.2 16 8.6l10 1.6" />
        <path d="M7.5 11 4.6 17.6h6.2zM24.4 10.2l-2.9 6.8h6.2z" />
      </g>
      <path d="M4.4 18.2a3.3 2.4 0 0 0 6.5 0z" fill="#F2C14E" />
      <path d="M21.3 17.5a3.3 2.4 0 0 0 6.5 0z" fill="#F2C14E" />
    </svg>
  )
}
