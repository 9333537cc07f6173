terraform {
  required_providers {
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 2.30"
    }
  }
}

provider "kubernetes" {
  config_path = "~/.kube/config"
}

resource "kubernetes_namespace" "payments" {
  metadata {
    name = "payments"

    labels = {
      team = "payments"
    }
  }
}

resource "kubernetes_resource_quota" "payments" {
  metadata {
    name      = "payments"
    namespace = kubernetes_namespace.payments.metadata[0].name
  }

  spec {
    hard = {
      "requests.cpu"    = "8"
      "requests.memory" = "16Gi"
      pods              = "40"
    }
  }
}
