// Loaded before the product (`node --import`). The query builder's package.json is 180 kB, and Node
// parses it again for each of its 200 ES modules: 1.4 s of processor time in every start. Its
// CommonJS twin is the same code and is resolved without that.
import * as module from 'node:module'

// Absent before Node 22.15: then the start is only slower.
module.registerHooks?.({
  resolve(specifier, context, next) {
    const isQueryBuilder = specifier === 'drizzle-orm' || specifier.startsWith('drizzle-orm/')
    if (!isQueryBuilder || !context.conditions.includes('import')) return next(specifier, context)
    const conditions = context.conditions.map((one) => (one === 'import' ? 'require' : one))
    return next(specifier, { ...context, conditions })
  },
})
