# limit: any
output "x" {
  value = templatefile("bombs.tftpl", {})
}
