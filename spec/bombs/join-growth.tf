# limit: maxStringLength
locals {
  s = join("", [for a in range(300) : join("", [for b in range(300) : "a"])])
}
output "x" {
  value = join(local.s, [for i in range(1000) : "x"])
}
