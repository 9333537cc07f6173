# limit: maxStringLength
output "x" {
  value = indent(1000000000, "a\nb")
}
