# limit: any
locals {
  a0 = 1e99999
  a1 = local.a0 * local.a0
}
output "x" {
  value = local.a1
}
