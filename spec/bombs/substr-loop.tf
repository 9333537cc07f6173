# limit: any
locals {
  s = join("", [for a in range(200) : join("", [for b in range(200) : "a"])])
}
output "x" {
  value = [for i in range(300) : substr(local.s, i, -1)]
}
