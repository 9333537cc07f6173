# limit: any
locals {
  s = join("", [for a in range(100) : join("", [for b in range(100) : "xlifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifeyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecyclelifecycle"])])
}
output "x" {
  value = can(regexall("(x|xx|xxx|xxxx)*y", local.s))
}
