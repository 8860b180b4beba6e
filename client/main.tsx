// The client starts here: styles, the words of this person's language, then the app. Nothing is drawn in the wrong
// language or direction first.
import './look/mantine.css'
import './look/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { readSettings } from './look/settings.ts'
import { loadWords } from './words/index.ts'

const settings = readSettings(localStorage, navigator.languages)
document.documentElement.lang = settings.locale
document.documentElement.dir = settings.locale === 'ar' ? 'rtl' : 'ltr'

await loadWords(settings.locale, settings.digits)
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App settings={settings} />
  </StrictMode>,
)
