/** Buckets, file systems, registries and vaults. */
import { block, type Family, facet, facets, json, owner } from '../../part.ts';
import { enabled, hyphenated, tagged, underscored } from '../shared.ts';

export const storage: Family = {
  bucket: {
    type: 'aws_s3_bucket',
    noun: 'S3 bucket',
    plain: ['a place to keep files', 'object storage', 'somewhere to store files'],
    name: [
      'bucket',
      ...hyphenated('bucket'),
      '{company}-{subject}-{env}',
      '{company}-{subject}-{id8}',
      '{subject}-{region}',
      '{subject}-files',
      '{subject}-assets',
    ],
    root: 7,
    facets: [
      facet('force_destroy', [true], {
        with: ['force destroy enabled', 'force_destroy on'],
        it: ['may be destroyed even while it holds objects'],
        plain: ['can be deleted even while it is not empty'],
      }),
      facet('object_lock_enabled', [true], {
        with: ['object lock enabled'],
        it: ['has object lock enabled'],
        weight: 0.5,
      }),
      ...tagged(),
      ...tagged(),
    ],
    needed: ['an S3 bucket'],
  },
  versioning: {
    type: 'aws_s3_bucket_versioning',
    noun: 'versioning configuration',
    on: [
      {
        part: 'bucket',
        set: { bucket: owner('id'), 'versioning_configuration.status': 'Enabled' },
        say: ['{it} has versioning enabled', 'enable versioning on {it}', 'turn on versioning for {it}'],
        plain: ['older versions of each file are kept'],
        weight: 3,
      },
    ],
  },
  bucket_encryption: {
    type: 'aws_s3_bucket_server_side_encryption_configuration',
    noun: 'encryption configuration',
    on: [
      {
        part: 'bucket',
        set: { bucket: owner('id') },
        say: ['{it} is encrypted by default', 'add default server-side encryption to {it}'],
        plain: ['files are encrypted at rest'],
        weight: 2,
      },
    ],
    facets: [
      facets({ 'rule.apply_server_side_encryption_by_default.sse_algorithm': '{v}' }, ['AES256', 'aws:kms'], {
        required: true,
        with: ['the algorithm {v}'],
        it: ['uses the algorithm {v}'],
        plain: ['uses {v}'],
      }),
      facets({ 'rule.bucket_key_enabled': true }, [], { with: ['a bucket key'] }),
    ],
  },
  public_access_block: {
    type: 'aws_s3_bucket_public_access_block',
    noun: 'public access block',
    on: [
      {
        part: 'bucket',
        set: { bucket: owner('id') },
        say: ['block public access to {it}', '{it} has a public access block'],
        plain: ['nobody outside may reach it'],
        weight: 3,
      },
    ],
    facets: [
      facets(
        { block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true },
        [],
        {
          required: true,
          with: ['all four settings on'],
          it: ['has all four settings turned on'],
          plain: ['is closed in every way'],
        },
      ),
    ],
  },
  bucket_ownership: {
    type: 'aws_s3_bucket_ownership_controls',
    noun: 'ownership controls',
    on: [
      {
        part: 'bucket',
        set: { bucket: owner('id') },
        say: ['set ownership controls on {it}', '{it} has ownership controls'],
      },
    ],
    facets: [
      facet('rule.object_ownership', ['BucketOwnerPreferred', 'BucketOwnerEnforced', 'ObjectWriter'], {
        required: true,
        with: ['object ownership {v}'],
        it: ['use {v}'],
      }),
    ],
  },
  bucket_lifecycle: {
    type: 'aws_s3_bucket_lifecycle_configuration',
    noun: 'lifecycle configuration',
    on: [
      {
        part: 'bucket',
        set: { bucket: owner('id') },
        say: ['{it} has a lifecycle rule', 'add a lifecycle configuration to {it}'],
        plain: ['old files go away by themselves'],
        weight: 2,
      },
    ],
    facets: [
      facets(
        { rule: block({ id: 'expire', status: 'Enabled', filter: block({}), expiration: block({ days: '{v}' }) }) },
        [7, 14, 30, 45, 60, 90, 120, 180, 365, 730],
        {
          required: true,
          group: 'rule',
          with: ['a rule "expire" that deletes objects after {v:days}'],
          it: ['deletes objects after {v:days} (rule id "expire")'],
          plain: ['deletes files after {v:days} (the rule is called "expire")'],
        },
      ),
      facets(
        {
          rule: block({
            id: 'archive',
            status: 'Enabled',
            filter: block({}),
            transition: block({ days: '{v}', storage_class: 'GLACIER' }),
          }),
        },
        [30, 60, 90, 180, 365],
        {
          required: true,
          group: 'rule',
          with: ['a rule "archive" that moves objects to GLACIER after {v:days}'],
          it: ['moves objects to GLACIER after {v:days} (rule id "archive")'],
          plain: ['moves files to GLACIER after {v:days} (the rule is called "archive")'],
        },
      ),
    ],
  },
  bucket_policy: {
    type: 'aws_s3_bucket_policy',
    noun: 'bucket policy',
    on: [
      {
        part: 'bucket',
        set: {
          bucket: owner('id'),
          policy: json({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Deny',
                Principal: '*',
                Action: 's3:*',
                Resource: owner('arn'),
                Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              },
            ],
          }),
        },
        say: [
          'a bucket policy denies requests to {it} that do not use TLS',
          'attach a bucket policy to {it} that refuses plain HTTP',
        ],
        plain: ['only encrypted connections are accepted'],
      },
    ],
  },
  website: {
    type: 'aws_s3_bucket_website_configuration',
    noun: 'website configuration',
    on: [
      {
        part: 'bucket',
        set: { bucket: owner('id') },
        say: ['{it} serves a static website', 'configure {it} for website hosting'],
        plain: ['it serves a static website'],
      },
    ],
    facets: [
      facet('index_document.suffix', ['index.html', 'home.html', 'index.htm'], {
        required: true,
        with: ['the index document {v}'],
        it: ['has the index document {v}'],
        plain: ['begins with {v}'],
      }),
      facet('error_document.key', ['error.html', '404.html', 'oops.html', 'errors/404.html'], {
        with: ['the error document {v}'],
        it: ['shows {v} on errors'],
        plain: ['shows {v} on errors'],
      }),
    ],
  },
  file_system: {
    type: 'aws_efs_file_system',
    noun: 'EFS file system',
    plain: ['a file system that several servers share'],
    name: ['creation_token', ...hyphenated('efs'), '{subject}-files'],
    root: 3,
    facets: [
      facet('encrypted', [true], {
        with: ['encryption at rest'],
        it: ['is encrypted'],
        plain: ['encrypts what it holds'],
        weight: 2,
      }),
      facet('performance_mode', ['generalPurpose', 'maxIO'], {
        with: ['the performance mode {v}'],
        it: ['runs in {v} mode'],
      }),
      facet('throughput_mode', ['bursting', 'elastic'], { with: ['{v} throughput', 'the throughput mode {v}'] }),
      facet(
        'lifecycle_policy.transition_to_ia',
        ['AFTER_7_DAYS', 'AFTER_14_DAYS', 'AFTER_30_DAYS', 'AFTER_60_DAYS', 'AFTER_90_DAYS'],
        {
          with: ['a lifecycle policy that moves files to infrequent access {v}'],
          it: ['moves files to infrequent access {v}'],
        },
      ),
      ...tagged(),
    ],
  },
  repository: {
    type: 'aws_ecr_repository',
    noun: 'ECR repository',
    plain: ['a private place for container images'],
    name: [
      'name',
      ...hyphenated('images'),
      '{company}/{subject}',
      '{team}/{subject}',
      '{subject}/api',
      '{subject}/web',
    ],
    root: 5,
    facets: [
      facet('image_tag_mutability', ['IMMUTABLE', 'MUTABLE'], {
        with: ['image tag mutability {v}', 'tags that are {v}'],
        it: ['has {v} image tags'],
        plain: ['treats tags as {v}'],
        weight: 2,
      }),
      facet('image_scanning_configuration.scan_on_push', [true], {
        with: ['scanning on push', 'image scanning on push'],
        it: ['scans images when they are pushed'],
        plain: ['looks for weaknesses in each new image'],
        weight: 2,
      }),
      facet('force_delete', [true], { with: ['force delete'], it: ['may be deleted with images in it'] }),
      facet('encryption_configuration.encryption_type', ['KMS', 'AES256'], {
        with: ['{v} encryption'],
        it: ['is encrypted with {v}'],
      }),
      ...tagged(),
    ],
  },
  repository_lifecycle: {
    type: 'aws_ecr_lifecycle_policy',
    noun: 'lifecycle policy',
    on: [
      {
        part: 'repository',
        set: { repository: owner('name') },
        say: ['{it} has a lifecycle policy', 'add a lifecycle policy to {it}'],
        plain: ['old images go away'],
        weight: 2,
      },
    ],
    facets: [
      facets(
        {
          policy: json({
            rules: [
              {
                rulePriority: 1,
                selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: '{v}' },
                action: { type: 'expire' },
              },
            ],
          }),
        },
        [5, 10, 15, 20, 25, 30, 50, 100],
        {
          required: true,
          with: ['a rule that keeps the last {v} images'],
          it: ['keeps only the last {v} images'],
          plain: ['keeps only the last {v} images'],
        },
      ),
    ],
  },
  backup_vault: {
    type: 'aws_backup_vault',
    noun: 'backup vault',
    plain: ['a vault for backups'],
    name: ['name', ...hyphenated('vault')],
    root: 3,
    facets: [
      facet('force_destroy', [true], {
        with: ['force destroy'],
        it: ['may be destroyed with recovery points in it'],
        weight: 0.4,
      }),
      ...tagged(),
      ...tagged(),
    ],
    needed: ['a backup vault'],
  },
  glacier_vault: {
    type: 'aws_glacier_vault',
    noun: 'Glacier vault',
    plain: ['a cheap archive for data that is seldom read'],
    name: ['name', ...underscored('archive')],
    root: 1,
    facets: [...tagged(), ...tagged()],
  },
  ebs_volume: {
    type: 'aws_ebs_volume',
    noun: 'EBS volume',
    plain: ['a disk'],
    root: 5,
    always: {},
    facets: [
      facet('availability_zone', ['{zone}'], {
        required: true,
        with: ['the availability zone {v}'],
        it: ['lies in {v}'],
        plain: ['lies in {v}'],
      }),
      facet('size', [8, 10, 20, 25, 30, 40, 50, 64, 80, 100, 120, 150, 200, 250, 300, 400, 500, 750, 1000], {
        required: true,
        with: ['{v} GiB', 'a size of {v} GiB'],
        it: ['holds {v} GiB'],
        plain: ['holds {v} GiB'],
      }),
      facet('type', ['gp3', 'gp2'], { with: ['the volume type {v}', 'the type {v}'], it: ['is of type {v}'] }),
      enabled('encrypted', 'encryption', 'is encrypted'),
      facets(
        { tags: { Name: '{v}' } },
        ['{subject}', '{subject}-data', '{env}-{subject}', '{company}-{subject}-volume', '{subject}-disk'],
        {
          with: ['the Name tag "{v}"'],
          it: ['carries the Name tag "{v}"'],
          plain: ['is tagged with the Name "{v}"'],
          group: 'tags',
          weight: 3,
        },
      ),
      ...tagged(),
    ],
  },
};
