// The client starts here: styles, the words of this person's language, the link as it stands on disk, then the app.
// Nothing is drawn in the wrong language or direction first, and nothing waits for the network.
import './look/mantine.css'
import './look/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { Touches } from './frame/touches.ts'
import { openLink } from './link/link.ts'
import { readSettings } from './look/settings.ts'
import { loadWords } from './words/index.ts'

const settings = readSettings(localStorage, navigator.languages)
document.documentElement.lang = settings.locale
document.documentElement.dir = settings.locale === 'ar' ? 'rtl' : 'ltr'

const [link] = await Promise.all([
  openLink({ origin: location.origin }),
  loadWords(settings.locale, settings.digits),
])
const touches = new Touches(localStorage, () => Date.now())
touches.listen(window)
const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App settings={settings} link={link} touches={touches} />
  </StrictMode>,
)
