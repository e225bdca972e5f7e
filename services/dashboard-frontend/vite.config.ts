import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { precompress } from './src/build/precompress.ts'

function precompressed(): Plugin {
  let directory = ''
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved: (config) => {
      directory = config.build.outDir
    },
    writeBundle: async (options) => {
      await precompress(options.dir ?? directory)
    },
  }
}

/** Builds the dashboard into `dist`, or wherever `--outDir` says; in development calls go to a running platform. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), precompressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    reportCompressedSize: true,
  },
  server: {
    proxy: {
      '/api': 'http://127.0.0.1:3000',
      '/live': { target: 'ws://127.0.0.1:3000', ws: true },
    },
  },
})
