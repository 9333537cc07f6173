variable "name" {}
variable "opt" { default = [] }
resource "terraform_data" "in" {
  input = var.name
}
output "name" { value = upper(var.name) }
output "id" { value = terraform_data.in.id }
output "list" { value = [for i in range(2) : "${var.name}-${i}"] }
output "secret" {
  value     = var.name
  sensitive = true
}
output "dir" { value = path.module }
