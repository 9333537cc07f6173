# limit: any
output "x" {
  value = cidrsubnets("10.0.0.0/8", [for i in range(1000) : 24]...)
}
