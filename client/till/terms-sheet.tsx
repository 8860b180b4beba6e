// Who sold the goods and how the sale came to be. The person who takes the money need not be the one who sold.
import { SegmentedControl, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { people } from '#users/contract.ts'
import { worksIn } from '#users/rules.ts'
import { useRecords } from '../link/react.ts'
import { classes } from '../ui/classes.ts'
import { Initials } from '../ui/icon-disc.tsx'
import { Labelled } from '../ui/labelled.tsx'
import { useSay } from '../words/index.ts'
import css from './sheets.module.css'
import { useTill } from './till-state.ts'

export function TermsSheet() {
  const till = useTill()
  const say = useSay()
  const { basket, shelf, person } = till
  const all = useRecords(people)
  const here = all
    .filter((each) => worksIn(each, shelf.shop.id))
    .toSorted((a, b) => Number(b.id === person.id) - Number(a.id === person.id) || order(a, b))
  const chosen = basket.salesPersonId ?? person.id
  return (
    <div className={css.form}>
      <Labelled words={say('basket.channel')}>
        <SegmentedControl
          fullWidth
          aria-label={say('basket.channel')}
          value={basket.channel}
          onChange={(value) =>
            till.act({ do: 'channel', channel: value === 'phone' ? 'phone' : 'store' })
          }
          data={[
            { value: 'store', label: say('basket.counter') },
            { value: 'phone', label: say('basket.phone') },
          ]}
        />
      </Labelled>
      <Labelled words={say('basket.soldBy')} isGroup>
        <div className={css.list}>
          {here.map((each) => (
            <UnstyledButton
              key={each.id}
              className={classes(css.choice, each.id === chosen && css.chosen)}
              aria-pressed={each.id === chosen}
              onClick={() => {
                till.act({ do: 'sales-person', personId: each.id === person.id ? null : each.id })
                till.show({ sheet: null })
              }}
            >
              <Initials name={each.name} />
              <span className={css.choiceWords}>
                <bdi>{each.name}</bdi>
                {each.id === person.id && (
                  <span className={css.quiet}>{say('basket.cashier')}</span>
                )}
              </span>
              {each.id === chosen && <IconCheck size={20} stroke={1.8} aria-hidden />}
            </UnstyledButton>
          ))}
        </div>
      </Labelled>
    </div>
  )
}

const order = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
