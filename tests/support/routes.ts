// Where a hub answers, read from the tree that Fastify prints without common prefixes.

export type Address = { readonly method: string; readonly path: string }

/** Every address with its parameters as `{}`: the router joins those that stand at the same place. */
export function addressesOf(tree: string): Address[] {
  const stack: string[] = []
  const found: Address[] = []
  for (const line of tree.split('\n')) {
    const match = /^([│ ]*)[├└]── (\S*)(?: \(([A-Z, ]+)\))?/.exec(line)
    if (!match) continue
    const depth = (match[1] ?? '').length / 4
    stack.length = depth
    stack[depth] = match[2] ?? ''
    const path = stack.join('').replace(/:\w+(\|:\w+)*/g, '{}')
    for (const method of match[3]?.split(', ') ?? []) found.push({ method, path })
  }
  return found
}
