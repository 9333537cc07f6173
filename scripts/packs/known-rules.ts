/** Rules behind messages that say too little to find them by trial; whether one holds for an argument is proved by the executable. */
import type { Check, Test } from '../../src/provider/index.ts';

const RULES: readonly (readonly [title: RegExp, test: Test, template?: string])[] = [
  [
    /Starts with an alphanumeric character.*Fixed length of 36/,
    { is: 'pattern', pattern: '^[0-9A-Za-z][0-9A-Za-z-]{35}' },
  ],
  [
    /isn't a valid transfer server id/,
    { is: 'pattern', pattern: '^s-[0-9a-z]{17}$' },
    '"{path}" isn\'t a valid transfer server id (only lowercase alphanumeric characters are allowed): {quoted}',
  ],
  [
    /see https:\/\/docs\.aws\.amazon\.com\/organizations\/latest\/APIReference\/API_/,
    { is: 'pattern', pattern: '^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$' },
  ],
  [
    /three alphanumeric (?:character )?sections separated by double colons/,
    { is: 'pattern', pattern: '^[0-9A-Za-z]{2,64}::[0-9A-Za-z]{2,64}::[0-9A-Za-z]{2,64}$' },
  ],
  [
    /must start with a letter, only contain alphanumeric characters and hyphens/,
    { is: 'pattern', pattern: '^[A-Za-z][0-9A-Za-z-]+$' },
  ],
  [
    /must start with a lowercase alphabet and be at least 3 and no more than 28/,
    { is: 'pattern', pattern: '^[a-z][0-9a-z-]{2,27}$' },
  ],
  [
    /must be the region name followed by an underscore and then alphanumeric pattern/,
    { is: 'pattern', pattern: '^[\\w-]+_[0-9A-Za-z]+$' },
  ],
  [
    /must be a 64-bit integer/,
    { is: 'pattern', pattern: '^[-+]?[0-9]+$' },
    '"{path}" ({quoted}) must be a 64-bit integer',
  ],
  [/must be in the format d:HH:MM/, { is: 'pattern', pattern: '^[1-7]:([01]\\d|2[0-3]):?([0-5]\\d)$' }],
  [
    /must begin with a letter and contain only alphanumeric characters/,
    { is: 'pattern', pattern: '^[A-Za-z][0-9A-Za-z]{0,63}$' },
  ],
  [/cannot be a single digit/, { is: 'pattern', pattern: '^[0-9]$', not: true }],
  [
    /Must contain from 2 to 255 alphanumeric characters, or hyphens/,
    { is: 'pattern', pattern: '^[0-9A-Za-z][0-9A-Za-z-]*[0-9A-Za-z]$' },
  ],
  [/must be in HH:00 format/, { is: 'pattern', pattern: '^(0[0-9]|1[0-9]|2[0-3]):00$' }],
  [
    /first character of parameter group .* must be a letter/,
    { is: 'pattern', pattern: '^[A-Za-z]' },
    'first character of parameter group "{path}" must be a letter',
  ],
  [/must be in the format of PT10S/, { is: 'pattern', pattern: '^PT' }],
  [/must be a valid phone number/, { is: 'pattern', pattern: '^[+][0-9\\s()+-]+$' }],
  [/must begin with s3:\/\/ or https:\/\//, { is: 'pattern', pattern: '^(https|s3)://.*' }],
  [/must be a positive integer value/, { is: 'pattern', pattern: '^[1-9][0-9]*$' }],
  [
    /must be valid function name or function ARN/,
    {
      is: 'pattern',
      pattern:
        '^(arn:[\\w-]+:lambda:)?([a-z]{2}-(?:[a-z]+-){1,2}\\d{1}:)?(\\d{12}:)?(function:)?([0-9A-Za-z_-]+)(:(\\$LATEST|[0-9A-Za-z_-]+))?$',
    },
  ],
  [
    /isn't a valid log group name/,
    { is: 'pattern', pattern: '^[0-9A-Za-z_./#-]*$' },
    '"{path}" isn\'t a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed): {quoted}',
  ],
  [/cannot end with a period/, { is: 'pattern', pattern: '\\.$', not: true }],
  [
    /must be between 3 and 100 alphanumeric characters, special characters/,
    { is: 'pattern', pattern: '^[\\w][\\w@.-]{2,99}$' },
  ],
  [
    /Only alphanumeric characters allowed in/,
    { is: 'pattern', pattern: '^[0-9A-Za-z]+$' },
    'Only alphanumeric characters allowed in "{path}": {quoted}',
  ],
];

/** The check that a message may come of; its texts are those of the message where they do not depend on the value. */
export function knownRules(title: string, detail: string, place: string): readonly Check[] {
  return RULES.flatMap(([wanted, test, template]): Check[] =>
    wanted.test(title)
      ? [
          {
            path: place,
            ...test,
            title: template ?? title.replaceAll('{', '{{'),
            ...(detail !== '' && { detail: detail.replaceAll('{', '{{') }),
          },
        ]
      : [],
  );
}

/** The framework's messages of names: each phrase is a pattern. */
const PHRASES: readonly (readonly [RegExp, Test])[] = [
  [/must start with a letter or number, got/, { is: 'pattern', pattern: '^[0-9A-Za-z]' }],
  [/must start with a letter or number, got/, { is: 'pattern', pattern: '^[0-9a-z]' }],
  [/must end with a letter or number, got/, { is: 'pattern', pattern: '[0-9a-z]$' }],
  [/must contain only lowercase letters, numbers, or underscores, got/, { is: 'pattern', pattern: '^[0-9a-z_]+$' }],
  [/must contain only lowercase letters, numbers, or hyphens, got/, { is: 'pattern', pattern: '^[0-9a-z-]+$' }],
  [/must contain only alphanumeric characters, and underscores, got/, { is: 'pattern', pattern: '^[0-9A-Za-z_]+$' }],
  [/must contain 4-7 lowercase letters or numbers, got/, { is: 'pattern', pattern: '^[0-9a-z]{4,7}$' }],
  [/ISO 3166-1 alpha-2/, { is: 'pattern', pattern: '^[A-Z]{2}$' }],
  [/must be a valid Directory Service Directory ID/, { is: 'pattern', pattern: '^d-[0-9a-f]{10}$' }],
  [
    /must be in the format \[bucket_name\]--\[azid\]--x-s3/,
    { is: 'pattern', pattern: '^[0-9a-z.-]+--[0-9a-z]+-az\\d+--x-s3$' },
  ],
  [/An alias must begin with alias\//, { is: 'pattern', pattern: '^alias/[0-9A-Za-z/_-]+$' }],
  [/may end with a trailing period/, { is: 'pattern', pattern: '^([0-9A-Za-z]+[\\\\.-])+([0-9A-Za-z])+[.]?$' }],
];

export function knownPhrases(title: string, detail: string, place: string): readonly Check[] {
  if (title !== 'Invalid Attribute Value Match') return [];
  return PHRASES.flatMap(([wanted, test]): Check[] =>
    wanted.test(detail)
      ? [{ path: place, ...test, title, detail: '{quoted} does not have the form that is wanted here.' }]
      : [],
  );
}
