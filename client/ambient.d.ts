// What Vite adds to the language of this folder: CSS modules and asset addresses.
/// <reference types="vite/client" />
