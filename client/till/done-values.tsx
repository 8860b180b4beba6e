// What the sale left on gift cards, credit and vouchers, and the codes that were made with it: told here and on the
// receipt, and never again.
import { IconGiftCard, IconTicket, IconWallet } from '@tabler/icons-react'
import { useLook } from '../look/look.tsx'
import { Code } from '../ui/code.tsx'
import { useSay } from '../words/index.ts'
import css from './done.module.css'
import type { Made } from './desk.ts'

const icons = { 'gift-card': IconGiftCard, 'store-credit': IconWallet, voucher: IconTicket }

export function Values({ last }: { last: Made }) {
  const say = useSay()
  const { numerals } = useLook()
  if (!last.values?.length) return null
  return (
    <ul className={css.values}>
      {last.values.map(({ accountId, kind, last4, code, leftMinor }) => {
        const Icon = icons[kind]
        return (
          <li key={accountId}>
            <Icon size={24} stroke={1.8} aria-hidden />
            <span>
              <b>{say(`value.kind.${kind}`)}</b>{' '}
              {code === null && last4 !== null && <Code>{`•• ${last4}`}</Code>}
              <div>
                {say('value.holds', { amount: numerals.money(leftMinor, last.body.currency) })}
              </div>
            </span>
            {code !== null && (
              <span className={css.secret}>
                <strong aria-label={say('value.issued')}>
                  <Code>{code}</Code>
                </strong>
                <small>{say('value.issuedKeep')}</small>
              </span>
            )}
          </li>
        )
      })}
    </ul>
  )
}
