/**
 * `npm run docs:policy`: writes docs/policy.schema.json from the schema that reads a policy. A test fails when the file is not
 * what this would write.
 * @see https://json-schema.org/draft/2020-12
 * @module
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type * as v from 'valibot';
import { Policy } from '../src/policy/limits/document.ts';

export const FILE = new URL('../docs/policy.schema.json', import.meta.url);

type Json = Record<string, unknown>;

/** What a field means; docs/limits.md says more. */
const MEANING: Readonly<Record<string, string>> = {
  above: 'amounts above these wait; an asset that is left out waits with any amount, unless the list is empty',
  account: 'an address, or `every`',
  allowance: 'what it lets others take of a token, at most, in whole tokens; 0: nothing',
  amount: 'in whole units of the asset',
  asset: 'as the wallet names it, for example USDC',
  calls: 'limits of transactions',
  chainId: 'the network of the transaction (EIP-155)',
  coins: 'coins sent along, at most, in whole coins',
  contract: 'the address that the transaction is for, or `every`',
  distance: 'percent that the worst price may be worse than the reference',
  fee: 'the share of an app, and fees that are signed as an amount, each in percent of the order',
  from: 'minute of the local day, included',
  hours: 'of the rules: when keys sign; of the wait: how long it is, in hours',
  leverage: 'of an order, or where it is set for a market',
  lifetime: 'seconds that an order may stay valid',
  markets: 'the only markets, as the venue names them; empty: none',
  moneyOut: 'the wait for money going out; absent: none',
  newAddress: 'whether a recipient that is new waits with any amount',
  only: 'the only addresses that such a transaction may go to; empty: none',
  orders: 'limits of orders',
  over: 'what happens to what is over a limit, or cannot be checked',
  perDay: 'notional of all that is signed in any 24 hours, in the quote asset',
  perOrder: 'notional of one order, in the quote asset',
  reduceOnly: 'nothing may open or increase a position',
  selector: 'the function: 0x and 8 digits; absent: all',
  to: 'minute of the local day, not included',
  venue: 'the id of a venue, for example hyperliquid, or `every`',
};

type Known =
  | v.StringSchema<undefined>
  | v.NumberSchema<undefined>
  | v.BooleanSchema<undefined>
  | v.LiteralSchema<v.Literal, undefined>
  | v.PicklistSchema<v.PicklistOptions, undefined>
  | v.ArraySchema<v.GenericSchema, undefined>
  | v.UnionSchema<v.GenericSchema[], undefined>
  | v.ExactOptionalSchema<v.GenericSchema, undefined>
  | v.StrictObjectSchema<v.ObjectEntries, undefined>
  | v.RegexAction<string, undefined>
  | v.SafeIntegerAction<number, undefined>
  | v.MinValueAction<number, number, undefined>
  | v.MaxValueAction<number, number, undefined>
  | v.MaxLengthAction<unknown[], number, undefined>;

/** One schema, or one step of a pipe. What is not known here stops the script: nothing is left out in silence. */
const one = (of: Known): Json => {
  switch (of.type) {
    case 'string':
    case 'boolean':
    case 'number':
      return { type: of.type };
    case 'literal':
      return { const: of.literal };
    case 'picklist':
      return { enum: of.options };
    case 'array':
      return { type: 'array', items: schemaOf(of.item) };
    case 'union':
      return { anyOf: of.options.map(schemaOf) };
    case 'exact_optional':
      return schemaOf(of.wrapped);
    case 'strict_object':
      return {
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(of.entries).map(([name, entry]) => [
            name,
            { ...described(name), ...schemaOf(entry as Known) },
          ]),
        ),
        required: Object.keys(of.entries).filter((name) => of.entries[name]?.type !== 'exact_optional'),
        additionalProperties: false,
      };
    case 'regex':
      return { pattern: of.requirement.source };
    case 'safe_integer':
      return { type: 'integer', minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
    case 'min_value':
      return { minimum: of.requirement };
    case 'max_value':
      return { maximum: of.requirement };
    case 'max_length':
      return { maxItems: of.requirement };
    default:
      throw new Error(`No JSON Schema for ${JSON.stringify(of)}`);
  }
};

const described = (name: string): Json => (MEANING[name] === undefined ? {} : { description: MEANING[name] });

const schemaOf = (of: unknown): Json => {
  const pipe = (of as { pipe?: readonly Known[] }).pipe ?? [of as Known];
  return Object.assign({}, ...pipe.map(one));
};

export const schema = (): Json => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Policy of Vouch',
  description: 'Limits, hours of use and the wait for money going out. Amounts are decimal text. See docs/limits.md.',
  ...schemaOf(Policy),
});

export const text = (): string => `${JSON.stringify(schema(), null, 2)}\n`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(FILE, text());
  console.log('docs/policy.schema.json is written.');
}
