# limit: any
output "x" {
  value = merge([for pair in setproduct(range(100), range(100)) : { "k${pair[0]}-${pair[1]}" = 1 }]...)
}
