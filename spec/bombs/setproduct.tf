# limit: maxElements
locals {
  r = range(1000)
}
output "x" {
  value = setproduct(local.r, local.r, local.r)
}
