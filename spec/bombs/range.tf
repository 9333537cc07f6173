# limit: 1024
output "x" {
  value = range(0, 1e9)
}
