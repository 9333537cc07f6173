# limit: any
output "x" {
  value = 1e999999999
}
