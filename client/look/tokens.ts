// The colours of both schemes, one row a name, exactly as the design settled them.
// Components read them as CSS variables `--mz-<name>` and never write a colour of their own.

type Token = readonly [light: string, dark: string]

export const tokens = {
  bg: ['#F2F1ED', '#0E1016'],
  surface: ['#FFFFFF', '#171A22'],
  'surface-2': ['#F8F7F4', '#1E222C'],
  sunken: ['#EAE8E1', '#0A0C11'],
  line: ['#E1DFD7', '#2A2F3B'],
  'line-2': ['#C6C3B8', '#465064'],
  field: ['#86847B', '#6F788C'],
  ink: ['#17181D', '#F2F3F6'],
  'ink-2': ['#4C4E58', '#BBC0CC'],
  'ink-3': ['#636570', '#969DAD'],
  accent: ['#2743B5', '#4A66E6'],
  'accent-hover': ['#1D3391', '#5E79F2'],
  'accent-soft': ['#E8ECFB', '#1D2750'],
  'accent-line': ['#B9C5F2', '#3A4C9A'],
  'accent-ink': ['#2743B5', '#A6B7FF'],
  live: ['#157A4A', '#3FBF86'],
  'live-soft': ['#E2F3EA', '#12301F'],
  'live-line': ['#A9DBC0', '#1F5A3C'],
  'live-ink': ['#0F6239', '#6FDCA8'],
  off: ['#B45F06', '#F0A63A'],
  'off-soft': ['#FCEFD8', '#35270F'],
  'off-line': ['#EBC68C', '#6E4F18'],
  'off-ink': ['#7F4300', '#FFC670'],
  bad: ['#B9251C', '#D8392F'],
  'bad-soft': ['#FCE9E7', '#3B1815'],
  'bad-line': ['#F0B5B0', '#7E2B25'],
  'bad-ink': ['#98180F', '#FF9D95'],
  // The scanner's refusal is the same red in a dark aisle as in a bright one.
  stop: ['#A81E16', '#A81E16'],
  'on-accent': ['#FFFFFF', '#FFFFFF'],
  star: ['#C8931A', '#E0AE3C'],
  'depth-1': ['0 1px 2px rgb(23 24 29 / 0.06)', 'none'],
  'depth-2': [
    '0 6px 20px -6px rgb(23 24 29 / 0.16), 0 1px 3px rgb(23 24 29 / 0.08)',
    '0 6px 20px -6px rgb(0 0 0 / 0.5)',
  ],
  'depth-3': ['0 24px 60px -16px rgb(23 24 29 / 0.32)', '0 24px 60px -16px rgb(0 0 0 / 0.7)'],
} as const satisfies Record<string, Token>

export type TokenName = keyof typeof tokens

/** The CSS variables of one scheme: `--mz-bg` and its fellows, with Mantine's own names pointed at them. */
export function variables(scheme: 'light' | 'dark'): Record<string, string> {
  const column = scheme === 'light' ? 0 : 1
  const own = Object.entries(tokens).map(([name, token]) => [`--mz-${name}`, token[column]])
  return { ...(Object.fromEntries(own) as Record<string, string>), ...mantineNames }
}

const mantineNames = {
  '--mantine-color-body': 'var(--mz-bg)',
  '--mantine-color-text': 'var(--mz-ink)',
  '--mantine-color-dimmed': 'var(--mz-ink-3)',
  '--mantine-color-placeholder': 'var(--mz-ink-3)',
  '--mantine-color-default': 'var(--mz-surface)',
  '--mantine-color-default-hover': 'var(--mz-surface-2)',
  '--mantine-color-default-color': 'var(--mz-ink)',
  '--mantine-color-default-border': 'var(--mz-line-2)',
  '--mantine-color-anchor': 'var(--mz-accent-ink)',
  '--mantine-color-error': 'var(--mz-bad-ink)',
  '--mantine-color-success': 'var(--mz-live-ink)',
}
