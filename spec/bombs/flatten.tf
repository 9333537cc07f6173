# limit: any
locals {
  r = [for i in range(300) : range(1000)]
}
output "x" {
  value = length(flatten([local.r, local.r, local.r]))
}
