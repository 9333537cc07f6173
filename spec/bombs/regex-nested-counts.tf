# limit: any
output "x" {
  value = can(regex("((((a{0,100}){0,100}){0,100}){0,100}){0,100}", "aaaa"))
}
