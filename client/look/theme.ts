// The Mantine theme: scales of type, space and radius, and the defaults of the parts that are used as they are.
// Colour lives in tokens.ts; this file only points Mantine at it.
import {
  ActionIcon,
  Badge,
  Button,
  Checkbox,
  createTheme,
  Drawer,
  type CSSVariablesResolver,
  Modal,
  NumberInput,
  Paper,
  PasswordInput,
  SegmentedControl,
  Select,
  Tabs,
  TextInput,
} from '@mantine/core'
import css from './parts.module.css'
import { variables } from './tokens.ts'

const lapis = [
  '#E8ECFB',
  '#D0D9F7',
  '#B9C5F2',
  '#94A6EA',
  '#7F92E0',
  '#4A66E6',
  '#3A55D0',
  '#2743B5',
  '#1D3391',
  '#15256B',
] as const

const dark = [
  '#F2F3F6',
  '#BBC0CC',
  '#969DAD',
  '#6F788C',
  '#2A2F3B',
  '#242936',
  '#1E222C',
  '#171A22',
  '#0E1016',
  '#0A0C11',
] as const

const field = {
  wrapper: css.fieldBox,
  input: css.field,
  label: css.label,
  error: css.error,
  description: css.hint,
}
const sheet = { content: css.sheet, header: css.sheetHead, title: css.sheetTitle }
// The head of a sheet is no second head of the page.
const sheetParts = { header: { role: 'presentation' } }

const parts = {
  Button: Button.extend({ defaultProps: { size: 'md' }, classNames: { root: css.button } }),
  ActionIcon: ActionIcon.extend({
    defaultProps: { size: 44, variant: 'default' },
    classNames: { root: css.button },
  }),
  Badge: Badge.extend({
    defaultProps: { variant: 'light', radius: 'xl', tt: 'none', fw: 500 },
    classNames: { root: css.badge },
  }),
  Paper: Paper.extend({ defaultProps: { withBorder: true, radius: 'lg', p: 'md' } }),
  TextInput: TextInput.extend({ classNames: field }),
  PasswordInput: PasswordInput.extend({
    // What is typed can be looked at by whoever has no mouse as well.
    defaultProps: { visibilityToggleFocusable: true, rightSectionWidth: 46 },
    classNames: { ...field, innerInput: css.innerField, visibilityToggle: css.reveal },
  }),
  NumberInput: NumberInput.extend({ defaultProps: { hideControls: true }, classNames: field }),
  Select: Select.extend({
    defaultProps: { clearButtonProps: { size: '44px' } },
    classNames: field,
  }),
  Checkbox: Checkbox.extend({
    classNames: { input: css.check, body: css.checkBody, label: css.checkLabel },
  }),
  SegmentedControl: SegmentedControl.extend({
    classNames: {
      root: css.segments,
      label: css.segment,
      indicator: css.segmentOn,
      control: css.segmentControl,
    },
    defaultProps: { withItemsBorders: false },
  }),
  Tabs: Tabs.extend({ classNames: { tab: css.tab, list: css.tabList } }),
  Modal: Modal.extend({
    defaultProps: {
      radius: 'lg',
      centered: true,
      overlayProps: { backgroundOpacity: 0.45 },
      attributes: sheetParts,
    },
    classNames: sheet,
  }),
  Drawer: Drawer.extend({
    defaultProps: {
      position: 'right',
      overlayProps: { backgroundOpacity: 0.45 },
      attributes: sheetParts,
    },
    classNames: sheet,
  }),
}

export const theme = createTheme({
  primaryColor: 'lapis',
  primaryShade: { light: 7, dark: 5 },
  colors: { lapis, dark },
  white: '#FFFFFF',
  black: '#17181D',
  autoContrast: false,
  fontFamily: '"IBM Plex Sans", "IBM Plex Sans Arabic", system-ui, sans-serif',
  fontFamilyMonospace: '"IBM Plex Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.3125rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.25rem', xl: '1.5rem' },
  radius: { sm: '8px', md: '12px', lg: '16px' },
  defaultRadius: 'sm',
  breakpoints: { xs: '30em', sm: '40em', md: '56.25em', lg: '75em', xl: '100em' },
  headings: { fontWeight: '700', textWrap: 'balance' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  focusClassName: 'mz-focus',
  components: parts,
})

export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: variables('light'),
  dark: variables('dark'),
})
