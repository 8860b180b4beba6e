// What a manager does in the back office, by the names that are read there.
import { type Face, saying } from './town.ts'

/** Types a new price into the grid of a price list and publishes it. */
export async function publishPrice(
  { page, words }: Face,
  { list, product, price }: { list: string; product: string; price: string },
): Promise<void> {
  await page.goto('/office/products')
  await page.getByRole('combobox', { name: words.products.priceList }).click()
  await page.getByRole('option', { name: list }).click()
  await page.getByRole('searchbox', { name: words.products.searchLabel }).fill(product)
  const row = page.getByRole('row').filter({ hasText: product })
  await row.locator('[data-editable]').dblclick()
  await row.getByRole('textbox').fill(price)
  await row.getByRole('textbox').press('Enter')
  await page.getByRole('button', { name: saying(words.products.publish_one) }).click()
  await page.getByText(words.products.publishedNow).waitFor()
}

/** Takes back the price version that was published last. */
export async function takePriceBack({ page, words }: Face): Promise<void> {
  await page.goto('/office/price-versions')
  await page.getByRole('row').nth(1).click()
  const act = words.versions.takeBack
  await page.getByRole('button', { name: act }).click()
  await page.getByRole('dialog').getByRole('button', { name: act }).click()
  await page.getByText(saying(words.versions.tookBack)).first().waitFor()
}

/** Puts a lot on hold, with the reason that every till then shows. */
export async function holdLot(
  { page, words }: Face,
  { lot, reason }: { lot: string; reason: string },
): Promise<void> {
  const { stockOffice: office } = words
  await page.goto('/office/stock')
  await page.getByRole('row').filter({ hasText: lot }).click()
  await page.getByRole('dialog', { name: office.lotTitle }).getByText(office.acts.hold).click()
  const asked = page.getByRole('dialog', { name: office.acts.hold })
  await asked.getByRole('textbox', { name: office.reason }).fill(reason)
  await asked.getByRole('button', { name: office.acts.hold }).click()
  await page.getByText(saying(office.done.hold)).waitFor()
}
