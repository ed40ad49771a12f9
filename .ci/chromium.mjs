// Finds a Chromium to test with, or installs one: Playwright's own, else the system's package.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright'

const known = [
  // Without the windows of a whole browser: the same engine for a sixth less of the processor.
  '/usr/lib/chromium/chromium-headless-shell',
  // Debian's own start script asks for rasterisation on a graphics card that no test machine has.
  '/usr/lib/chromium/chromium',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

function found() {
  return [process.env.CHROMIUM, chromium.executablePath(), ...known].find((path) => path && existsSync(path))
}

function attempt(command, args) {
  process.stdout.write(`Looking for a browser: ${command} ${args.join(' ')}\n`)
  return spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'], timeout: 600_000, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0
}

/** The path of a Chromium; throws a sentence when none can be had. */
export function findOrInstallChromium() {
  const here = found()
  if (here) return here
  attempt(process.execPath, ['node_modules/playwright/cli.js', 'install', '--with-deps', 'chromium'])
  if (!found() && existsSync('/usr/bin/apt-get')) {
    const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    const run = (...args) => attempt(asRoot[0] ?? args[0], asRoot.length ? [...asRoot.slice(1), ...args] : args.slice(1))
    run('apt-get', 'update', '-qq')
    run('apt-get', 'install', '-y', '-qq', 'chromium-headless-shell')
    if (!found()) run('apt-get', 'install', '-y', '-qq', 'chromium')
  }
  const now = found()
  if (now) return now
  throw new Error('No Chromium could be found or installed. Install Chromium, or set CHROMIUM to its path.')
}
