// Mantine's own CSS functions (rem, light-dark, hover) for the modules of this folder, and nothing else.
export default { plugins: { 'postcss-preset-mantine': {} } }
