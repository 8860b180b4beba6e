// What Vite adds to the language of this folder: CSS modules, asset addresses and the service worker.
/// <reference types="vite/client" />
/// <reference types="vite-plugin-pwa/client" />
