/** Rules behind messages that say too little to find them by trial; whether one holds for an argument is proved by the executable. */
import type { Check, Test } from '../../src/provider/index.ts';

const PORT = '[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-6]';
/** Numbers of autonomous systems that a gateway may have on AWS's side. */
const PRIVATE_NUMBERS =
  '7224|9059|10124|17493|6451[2-9]|645[2-9][0-9]|64[6-9][0-9]{2}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-4]|' +
  '42[0-8][0-9]{7}|429[0-3][0-9]{6}|4294[0-8][0-9]{5}|42949[0-5][0-9]{4}|429496[0-6][0-9]{3}|4294967[01][0-9]{2}|42949672[0-8][0-9]|429496729[0-4]';
const SEMANTIC_VERSION = '^v?(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)([-+].*)?$';

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
    { is: 'pattern', pattern: '^[^._-]+[0-9A-Za-z-]+[^._-]$' },
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
  [/to have a url with schema of: "https", got/, { is: 'format', format: 'scheme-https' }],
  [/to have a url with schema of: "http,https", got/, { is: 'format', format: 'scheme-http' }],
  [/to have a host, got/, { is: 'format', format: 'url-host' }],
  [/does not contain \{####\}/, { is: 'pattern', pattern: '\\{####\\}' }],
  [/does not contain \{username\}/, { is: 'pattern', pattern: '\\{username\\}' }],
  [
    /must be the role's name not its ARN/,
    { is: 'pattern', pattern: '^arn:aws(-[a-z]+)*:[^:]*:[^:]*:(\\d{12}|aws)?:.', not: true },
  ],
  [/must be a valid port number \(1-65536\) or "traffic-port"/, { is: 'pattern', pattern: `^(traffic-port|${PORT})$` }],
  [/must be an integer between 0 and 100 or 'off'/, { is: 'pattern', pattern: '^(off|0*([0-9]{1,2}|100))$' }],
  [/must be an integer or 'off'/, { is: 'pattern', pattern: '^(off|[-+]?[0-9]+)$' }],
  [/first character must be a letter or underscore/, { is: 'pattern', pattern: '^[A-Za-z_]' }],
  [
    /must contain only alphanumeric characters, underscores, hyphens, and dots/,
    { is: 'pattern', pattern: '^[0-9A-Za-z_.-]+[^._-]$' },
  ],
  [/must end in \.pem or \.zip/, { is: 'pattern', pattern: '\\.(pem|zip)$' }],
  [/usually starts with lambda:/, { is: 'pattern', pattern: '^(lambda:[*]|lambda:[A-Za-z]+|[*])$' }],
  [
    /must contain alphanumeric, dollar signs, underscores or dashes only/,
    { is: 'pattern', pattern: '^[0-9A-Za-z$_-]+$' },
  ],
  [/API_LaunchTemplateOverrides/, { is: 'pattern', pattern: '^[1-9][0-9]{0,2}$' }],
  [/\(excluding @, ", and \/\)/, { is: 'pattern', pattern: '[@"/]', not: true }],
  [/no spaces or special characters except "-", "_", and "\/"/, { is: 'pattern', pattern: '^[0-9A-Za-z_/-]+$' }],
  [/must not be zero/, { is: 'noneOf', values: [0] }],
  [/length must be between 1-100 characters/, { is: 'length', min: 1, max: 100 }],
  [/cannot be less than 6 UTF-8 characters/, { is: 'length', min: 6, unit: 'characters' }],
  [/cannot be longer than 140 UTF-8 characters/, { is: 'length', max: 140, unit: 'characters' }],
  [/cannot be longer than 20000 UTF-8 characters/, { is: 'length', max: 20_000, unit: 'characters' }],
  [/cannot be less than 3 characters/, { is: 'length', min: 3 }],
  [/cannot be shorter than 1 character/, { is: 'length', min: 1 }],
  [/must not contain any whitespace characters/, { is: 'pattern', pattern: '^\\S+$' }],
  [/unsupported NACL protocol/, { is: 'pattern', pattern: '^[0-9a-z.+-]+$' }],
  [/unsupported NACL protocol/, { is: 'noneOf', values: ['any', 'http', 'https', 'icmpv6', 'ssh'] }],
  [/contains an invalid Health Check: /, { is: 'pattern', pattern: '^\\w+:\\d+(.+)?$' }],
  [/must contain a path in the Health Check target/, { is: 'pattern', pattern: '(?i)^https?:\\d+$', not: true }],
  [
    /cannot contain a path in the Health Check target/,
    { is: 'pattern', pattern: '(?i)^(tcp|ssl):\\d+[^0-9]', not: true },
  ],
  [/must be up to 128 letters/, { is: 'pattern', pattern: '^[0-9A-Za-z][0-9A-Za-z_-]{0,127}$' }],
  [/must be up to 102 letters/, { is: 'pattern', pattern: '^[0-9A-Za-z][0-9A-Za-z_-]{0,101}$' }],
  [/between 1 and 256 characters, starting with a letter/, { is: 'pattern', pattern: '^[A-Za-z][0-9A-Za-z_]{0,255}$' }],
  [
    /range 1-50000 for normal rule/,
    {
      is: 'any',
      alternatives: [
        { is: 'range', min: 1, max: 50_000, title: '' },
        { is: 'oneOf', values: [99_999], title: '' },
      ],
    },
  ],
  [/no spaces or special characters except "-", "_", and "\/"/, { is: 'pattern', pattern: '[0-9A-Za-z_/-]' }],
  [/must be a path that starts with either s3 or https/, { is: 'pattern', pattern: '^(https|s3)://' }],
  [/must be a valid path/, { is: 'pattern', pattern: '^(https|s3)://([^/]+)/?(.*)$' }],
  [
    /must contain only alphanumeric, hyphen, underscore, dot and # characters/,
    { is: 'pattern', pattern: '^[0-9A-Za-z._/#-]+$' },
  ],
  [/must not include hyphen, whitespace, angle bracket/, { is: 'pattern', pattern: '^[^-\\s<>&]+$' }],
  [/Starts with an alphanumeric character or underscore/, { is: 'pattern', pattern: '^[0-9A-Za-z_][0-9A-Za-z_-]*$' }],
  [/Starts with an alphanumeric character\. Subsequently/, { is: 'pattern', pattern: '^[0-9A-Za-z][0-9A-Za-z_-]*$' }],
  [
    /must be 'ROOT' or only include alphanumeric|be the string `ROOT`/,
    { is: 'pattern', pattern: '^(ROOT|[0-9A-Za-z._/-]+)$' },
  ],
  [/should be between 2 and 10 characters \(only lowercase/, { is: 'pattern', pattern: '^[a-z]{2,10}$' }],
  [/cannot be 'default'/, { is: 'noneOf', values: ['default'] }],
  [/must not contain commas/, { is: 'pattern', pattern: ',', not: true }],
  [/must be 7224, 9059, 10124 or 17493 or in the range/, { is: 'pattern', pattern: `^(${PRIVATE_NUMBERS})$` }],
  [/must be a valid email address/, { is: 'pattern', pattern: '^[^\\s@]+@[^\\s@]+$' }],
  [
    /must contain only alphanumeric, underscore, hyphen, or period characters/,
    { is: 'pattern', pattern: '^[0-9A-Za-z_.-]{3,128}$' },
  ],
  [/must begin with custom-/, { is: 'pattern', pattern: '^custom-' }],
  [/must be an approved version/, { is: 'pattern', pattern: '^[0-9.]+$' }],
  [/must be a KMS Key ID/, { is: 'pattern', pattern: '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$' }],
  [/must match version pattern X\.X/, { is: 'pattern', pattern: '^\\d+\\.\\d+$' }],
  [/isn't a valid log group name/, { is: 'pattern', pattern: '^[0-9A-Za-z_./#-]+$' }],
  [/must be between \d+ and \d+ days inclusive/, { is: 'pattern', pattern: '^([0-9]|[1-8][0-9]|90)$' }],
  [
    /must follow semantic version format|valid semantic version must be provided/,
    { is: 'pattern', pattern: SEMANTIC_VERSION },
  ],
  [/must be events: followed by one or more alphabetic characters/, { is: 'pattern', pattern: '^events:[A-Za-z]+$' }],
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
  [/must be up to 128 letters/, { is: 'pattern', pattern: '^[0-9A-Za-z][0-9A-Za-z_-]{0,127}$' }],
  [
    /_ \(underscore\) and - \(hyphen\)\. The name can have up to 100 characters/,
    { is: 'pattern', pattern: '^([0-9A-Za-z][_-]?){1,100}$' },
  ],
  [/must start with any lower case letter and can/, { is: 'pattern', pattern: '^[a-z][0-9a-z-]+$' }],
  [/can include any letter, number, space, tab, or one of "\+=,\.@-"/, { is: 'pattern', pattern: '[\\w\\s+=,.@-]+' }],
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
