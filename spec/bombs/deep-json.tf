# limit: maxDepth
output "x" {
  value = jsondecode(join("", [for i in range(1000) : "[[[[[[[[[[[[[[[[[[[["]))
}
