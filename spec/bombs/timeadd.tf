# limit: any
output "x" {
  value = timeadd("2020-01-01T00:00:00Z", "99999999999999h")
}
