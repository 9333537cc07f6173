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

locals {
  labels = {
    app = "shop"
  }
}

resource "kubernetes_deployment" "shop" {
  metadata {
    name      = "shop"
    namespace = "web"
    labels    = local.labels
  }

  spec {
    replicas = 3

    selector {
      match_labels = local.labels
    }

    template {
      metadata {
        labels = local.labels
      }

      spec {
        container {
          name  = "shop"
          image = "registry.example.com/shop:1.8.2"

          port {
            container_port = 8080
          }

          resources {
            requests = {
              cpu    = "250m"
              memory = "256Mi"
            }

            limits = {
              cpu    = "500m"
              memory = "512Mi"
            }
          }

          readiness_probe {
            period_seconds = 10

            http_get {
              path = "/ready"
              port = 8080
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_service" "shop" {
  metadata {
    name      = "shop"
    namespace = "web"
  }

  spec {
    type     = "ClusterIP"
    selector = local.labels

    port {
      port        = 80
      target_port = 8080
    }
  }
}
