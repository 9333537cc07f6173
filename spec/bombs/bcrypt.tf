# limit: any
output "x" {
  value = bcrypt("x", 31)
}
