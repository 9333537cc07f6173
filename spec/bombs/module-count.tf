# limit: maxInstancesPerObject
module "m" {
  source = "./m"
  count  = 1000001
}
