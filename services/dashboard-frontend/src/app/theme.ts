import { type CSSVariablesResolver, createTheme } from '@mantine/core'

const sans =
  "Inter, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
const mono = "ui-monospace, 'SF Mono', 'Cascadia Code', 'Roboto Mono', 'DejaVu Sans Mono', monospace"

/** The one accent, and grey for everything else; colours that mean a state are in `styles/theme.css`. */
export const theme = createTheme({
  fontFamily: sans,
  fontFamilyMonospace: mono,
  headings: { fontFamily: sans, fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: { Modal: { styles: { title: { fontWeight: 600 } } } },
  colors: {
    accent: [
      '#f0f0fd',
      '#dedffa',
      '#bcbdf4',
      '#9a9bef',
      '#8283e9',
      '#6b6ce3',
      '#5a5adb',
      '#4a48cb',
      '#3e3cab',
      '#33318c',
    ],
    dark: [
      '#e6e6ea',
      '#b4b6bf',
      '#989aa5',
      '#6f727d',
      '#3a3d46',
      '#2c2f36',
      '#202329',
      '#17191d',
      '#121417',
      '#0c0d10',
    ],
  },
})

/** Hands the component library the surfaces of the page, so that both look as one. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fcfcfb',
    '--mantine-color-text': '#1b1c20',
    '--mantine-color-dimmed': '#5d606a',
  },
  dark: {
    '--mantine-color-body': '#121417',
    '--mantine-color-text': '#e6e6ea',
    '--mantine-color-dimmed': '#a0a3ae',
  },
})
