# limit: any
output "x" {
  value = length(sort([for pair in setproduct(range(300), range(300)) : "${pair[0]}-${pair[1]}"]))
}
