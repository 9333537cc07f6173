# limit: maxInstancesPerObject
resource "terraform_data" "x" {
  for_each = toset([for pair in setproduct(range(300), range(300)) : "${pair[0]}-${pair[1]}"])
}
