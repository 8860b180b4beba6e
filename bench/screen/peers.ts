// What a sale on another screen cannot be quicker than, measured in the same seconds: the commit of one
// small transaction, and one message published and heard on Redis.
import pg from 'pg'
import { createClient } from 'redis'
import { steadyUs } from './messages.ts'

const EVERY_MS = 40
const CHANNEL = 'bench-hop'

export type Peers = {
  readonly commitMs: number[]
  readonly redisHopMs: number[]
  stop(): Promise<void>
}

/** Measures both from now on, twenty-five times a second. */
export async function openPeers(databaseUrl: string, redisUrl: string): Promise<Peers> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('create table bench_commit (n int not null)')
  const publisher = createClient({ url: redisUrl })
  const subscriber = publisher.duplicate()
  await Promise.all([publisher.connect(), subscriber.connect()])
  const commitMs: number[] = []
  const redisHopMs: number[] = []
  await subscriber.subscribe(CHANNEL, (sentUs) => {
    redisHopMs.push((steadyUs() - Number(sentUs)) / 1000)
  })
  let busy: Promise<unknown> = Promise.resolve()
  const once = async () => {
    void publisher.publish(CHANNEL, String(steadyUs()))
    await client.query('begin')
    await client.query('insert into bench_commit values (1)')
    const before = steadyUs()
    await client.query('commit')
    commitMs.push((steadyUs() - before) / 1000)
  }
  const timer = setInterval(() => (busy = busy.then(once)), EVERY_MS)
  return {
    commitMs,
    redisHopMs,
    stop: async () => {
      clearInterval(timer)
      await busy
      await Promise.all([publisher.close(), subscriber.close(), client.end()])
    },
  }
}
