/** Names that systems, teams and companies go by. */
const list = (text: string): readonly string[] => text.trim().split(/\s+/);

export const SUBJECTS = list(`
  orders invoices payments billing shipping catalog inventory checkout cart pricing returns loyalty coupons reviews
  search recommendations profiles accounts sessions login signup notifications mailer newsletter messages chat
  comments media images thumbnails videos transcripts uploads downloads documents contracts archive reports analytics
  metrics telemetry events clicks audit ledger claims policies quotes leads campaigns surveys forms tickets helpdesk
  support incidents alerts oncall deploys builds artifacts releases pipelines jobs tasks scheduler workers crawler
  scraper indexer importer exporter etl ingest staging-area warehouse lake feeds news articles blog wiki portal intranet
  website storefront shop marketplace auctions bookings reservations appointments calendar patients records labs
  prescriptions devices sensors meters fleet vehicles drivers routes tracking maps weather energy grid tickers trades
  orderbook portfolio risk fraud kyc payroll timesheets expenses hr recruiting onboarding training courses students
  grades library games players matches leaderboard scores tournaments streaming playlists podcasts radio photos albums
  gallery fonts assets plugins themes backups snapshots logs traces secrets tokens certificates licenses gateway api
  backend frontend mobile web proxy cache vault sandbox demo research models features embeddings prompts notebooks
  experiments simulations genomics imaging telescope climate harvest farm recipes menus kitchen delivery couriers parcels
  customs cargo harbor flights crew hotels rooms guests stadium seating donations members volunteers elections census
`);

export const QUALIFIERS = list(`
  core main live v2 eu us apac public private internal external shared central daily nightly hourly weekly raw clean
  primary secondary fast bulk async global regional partner vendor customer admin ops platform data beta next legacy
`);

export const ENVIRONMENTS = list('prod staging dev test qa sandbox uat preprod production development');

export const TEAMS = list(`
  platform payments growth data security search mobile infra sre core identity commerce logistics finance marketing
  research analytics support media insights integrations reliability backend web devops observability delivery risk
`);

export const COMPANIES = list(`
  acme globex initech umbrella hooli stark wayne contoso fabrikam northwind tailspin litware adatum proseware
  woodgrove lumen nimbus cobalt juniper sequoia redwood aspen birch cedar maple willow orchid lotus clover heron
  falcon osprey kestrel magpie puffin otter badger lynx cougar bison ibex gecko mantis cricket ember quartz basalt
  granite marble topaz onyx amber coral pearl delta sigma omega vertex apex zenith horizon summit harbor anchor beacon
  compass meridian atlas orbit comet nova quasar pulsar photon vector tensor matrix prism cascade torrent brook
`);
