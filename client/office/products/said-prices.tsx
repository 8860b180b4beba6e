// What became of typed and published prices, as toasts.
import { IconTagOff } from '@tabler/icons-react'
import { toast } from '../../ui/toast.tsx'
import type { useSay } from '../../words/index.ts'

export function saidNoPrice(say: ReturnType<typeof useSay>, typed: string): void {
  toast({
    tone: 'bad',
    icon: <IconTagOff size={20} stroke={1.8} />,
    title: say('products.noPrice', { typed }),
    detail: say('products.noPriceDetail'),
  })
}
