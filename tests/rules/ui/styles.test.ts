import { compile } from 'sass'
import { beforeAll, describe, expect, test } from 'vitest'

describe('the style sheet', () => {
  const root = new URL('../../../', import.meta.url)
  let css = ''

  beforeAll(() => {
    const file = new URL('app/styles/casecircle.scss', root).pathname
    const loadPaths = [new URL('node_modules', root).pathname]
    css = compile(file, { loadPaths, quietDeps: true }).css
  })

  test('loads two font files of ours and nothing from another site', () => {
    const addresses = Array.from(css.matchAll(/url\(["']?([^"')]+)/g), ([, address]) => address)
    expect(addresses).toHaveLength(2)
    for (const address of addresses) {
      expect(address).toMatch(/^@fontsource-variable\/atkinson-hyperlegible-next\/.*\.woff2$/)
    }
    expect(css).not.toContain('GDS Transport')
    expect(css).not.toContain('crest')
  })

  test('has a class for every length of a phase and every fill', () => {
    for (let minutes = 1; minutes <= 60; minutes += 1) expect(css).toContain(`.m${minutes} {`)
    for (let fill = 0; fill <= 100; fill += 5) expect(css).toContain(`.cc-fill-${fill} {`)
  })

  test('knows forced colours, reduced motion and paper', () => {
    expect(css).toContain('@media (forced-colors: active)')
    expect(css).toContain('@media (prefers-reduced-motion: no-preference)')
    expect(css).toContain('@media print')
  })
})
