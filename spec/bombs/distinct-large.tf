# limit: any
output "x" {
  value = length(distinct([for pair in setproduct(range(100), range(100)) : { a = pair[0], b = pair[1] }]))
}
