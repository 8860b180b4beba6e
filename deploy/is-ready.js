// The container's health check: a hub that is starting, draining or overloaded says no.

try {
  const response = await fetch('http://127.0.0.1:3000/ready', {
    signal: AbortSignal.timeout(2_000),
  })
  process.exit(response.ok ? 0 : 1)
} catch {
  process.exit(1)
}
