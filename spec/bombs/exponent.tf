# limit: maxDecimalExponent
output "x" {
  value = 1e999999999
}
