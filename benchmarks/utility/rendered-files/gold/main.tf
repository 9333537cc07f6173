terraform {
  required_providers {
    local = {
      source  = "hashicorp/local"
      version = "~> 2.5"
    }
  }
}

variable "services" {
  type = map(object({
    port     = number
    replicas = optional(number, 1)
  }))

  default = {
    web    = { port = 8080, replicas = 3 }
    worker = { port = 9090 }
  }
}

resource "local_file" "config" {
  for_each = var.services

  filename        = "${path.module}/config/${each.key}.json"
  file_permission = "0600"

  content = jsonencode({
    name     = each.key
    port     = each.value.port
    replicas = each.value.replicas
  })
}
