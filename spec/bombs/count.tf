# limit: maxInstancesPerObject
resource "terraform_data" "x" {
  count = 1000001
}
