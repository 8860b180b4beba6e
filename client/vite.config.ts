// How the four faces are built into client/dist and served in development.
// It never reads the environment: the hub decides addresses, this file only knows the default port of development.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const here = fileURLToPath(new URL('.', import.meta.url))
const hub = 'http://127.0.0.1:3000'

// Everything the hub answers itself; a page kept for offline use must never stand in for it.
const hubPaths = [
  '/api',
  '/socket.io',
  '/ws',
  '/docs',
  '/asyncapi.json',
  '/problems',
  '/health',
  '/ready',
]

export default defineConfig({
  root: here,
  css: { postcss: here },
  plugins: [
    react(),
    VitePWA({
      // A till is never changed under an open basket: the person is asked.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'Mizan ميزان',
        short_name: 'Mizan',
        description: 'A live hub for the tills of a chain of shops. مركز مباشر لأجهزة البيع.',
        lang: 'ar',
        dir: 'rtl',
        start_url: '/',
        display: 'standalone',
        background_color: '#F2F1ED',
        theme_color: '#2743B5',
        icons: [{ src: '/mark.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
        shortcuts: [
          { name: 'Till كاشير', url: '/till' },
          { name: 'Scanner ماسح', url: '/scanner' },
          { name: 'Dashboard لوحة المتابعة', url: '/dashboard' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg,woff2}'],
        // What writes workbooks is as large as a face and fetched by who asks for one.
        globIgnores: ['**/exceljs*.js'],
        navigateFallbackDenylist: hubPaths.map(
          (path) => new RegExp(`^${path.replaceAll('.', '\\.')}(?:[/?]|$)`),
        ),
      },
    }),
  ],
  server: {
    proxy: Object.fromEntries(
      hubPaths.map((path) => [path, { target: hub, ws: path === '/ws' || path === '/socket.io' }]),
    ),
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\//, priority: 2 },
            { name: 'mantine', test: /node_modules\/(@mantine|@floating-ui)\//, priority: 1 },
          ],
        },
      },
    },
  },
})
