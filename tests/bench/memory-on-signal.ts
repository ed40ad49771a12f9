import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Loaded before a server that is measured: SIGUSR2 collects what is garbage and says what is left. */
setFlagsFromString('--expose-gc')
process.on('SIGUSR2', () => {
  for (let times = 0; times < 3; times++) runInNewContext('gc()')
  const { heapUsed, external, rss } = process.memoryUsage()
  process.stdout.write(`memory ${heapUsed + external} ${rss}\n`)
})
