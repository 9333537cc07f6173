# limit: any
locals {
  n = tonumber(join("", [for a in range(300) : join("", [for b in range(300) : "9"])]))
}
output "x" {
  value = tostring(local.n * local.n)
}
