# limit: maxDepth
output "x" {
  value = yamldecode(join("", [for i in range(1000) : "[[[[[[[["]))
}
