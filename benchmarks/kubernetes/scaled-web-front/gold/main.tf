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

resource "kubernetes_horizontal_pod_autoscaler_v2" "shop" {
  metadata {
    name      = "shop"
    namespace = "web"
  }

  spec {
    min_replicas = 3
    max_replicas = 12

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = "shop"
    }

    metric {
      type = "Resource"

      resource {
        name = "cpu"

        target {
          type                = "Utilization"
          average_utilization = 70
        }
      }
    }
  }
}

resource "kubernetes_pod_disruption_budget_v1" "shop" {
  metadata {
    name      = "shop"
    namespace = "web"
  }

  spec {
    min_available = "2"

    selector {
      match_labels = {
        app = "shop"
      }
    }
  }
}

resource "kubernetes_ingress_v1" "shop" {
  metadata {
    name      = "shop"
    namespace = "web"
  }

  spec {
    ingress_class_name = "nginx"

    tls {
      hosts       = ["shop.example.com"]
      secret_name = "shop-tls"
    }

    rule {
      host = "shop.example.com"

      http {
        path {
          path      = "/"
          path_type = "Prefix"

          backend {
            service {
              name = "shop"

              port {
                number = 80
              }
            }
          }
        }
      }
    }
  }
}
