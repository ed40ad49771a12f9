// Loaded before the product (`node --import`), only to start sooner; without it everything works.
import * as module from 'node:module'
import { join } from 'node:path'

// What was compiled, and stripped of its types, is kept beside what was installed. Where that cannot
// be written nothing is kept.
module.enableCompileCache?.(
  join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'casecircle'),
)

// The query builder's package.json is 180 kB, and Node parses it again for each of its 200 ES
// modules: 1.4 s of processor time in every start. Its CommonJS twin is the same code and is
// resolved without that. (registerHooks is absent before Node 22.15.)
module.registerHooks?.({
  resolve(specifier, context, next) {
    const isQueryBuilder = specifier === 'drizzle-orm' || specifier.startsWith('drizzle-orm/')
    if (!isQueryBuilder || !context.conditions.includes('import')) return next(specifier, context)
    const conditions = context.conditions.map((one) => (one === 'import' ? 'require' : one))
    return next(specifier, { ...context, conditions })
  },
})
