# limit: maxStringLength
locals {
  s = join("", [for a in range(200) : join("", [for b in range(200) : "a"])])
}
output "x" {
  value = replace(local.s, "a", local.s)
}
