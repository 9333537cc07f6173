# limit: any
output "x" {
  value = pow(10, 1e9) * pow(10, 1e9)
}
