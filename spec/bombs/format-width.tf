# limit: 1000000
output "x" {
  value = format("%999999999d", 1)
}
