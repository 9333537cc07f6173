# limit: any
output "x" {
  value = base64gzip(join("", [for a in range(300) : join("", [for b in range(300) : "0123456789"])]))
}
