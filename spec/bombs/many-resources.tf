# limit: maxResourceInstances
resource "terraform_data" "r0" {
  count = 10000
}
resource "terraform_data" "r1" {
  count = 10000
}
resource "terraform_data" "r2" {
  count = 10000
}
resource "terraform_data" "r3" {
  count = 10000
}
resource "terraform_data" "r4" {
  count = 10000
}
resource "terraform_data" "r5" {
  count = 10000
}
