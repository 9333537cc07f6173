# limit: any
output "x" {
  value = length(chunklist(range(100000), 1))
}
