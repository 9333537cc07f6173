# limit: maxDynamicBlocks
resource "aws_security_group" "x" {
  name = "x"
  dynamic "ingress" {
    for_each = setproduct(range(300), range(300))
    content {
      from_port = ingress.value[0]
      to_port   = ingress.value[0]
      protocol  = "tcp"
    }
  }
}
