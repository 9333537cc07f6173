# limit: any
output "x" {
  value = length(toset([for pair in setproduct(range(100), range(100)) : { a = pair }]))
}
