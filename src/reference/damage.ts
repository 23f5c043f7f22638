/** What a store's file holds cannot be: its bytes have changed since they were written. Users see it as an UnspinError. */
export class Damage extends Error {
  override readonly name = "Damage";
}
