# limit: maxStringLength
output "x" {
  value = format("%999999999s", "x")
}
