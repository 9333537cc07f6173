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

resource "kubernetes_namespace" "tools" {
  metadata {
    name = "tools"
  }
}

resource "kubernetes_service_account" "viewer" {
  metadata {
    name      = "viewer"
    namespace = kubernetes_namespace.tools.metadata[0].name
  }
}

resource "kubernetes_role" "viewer" {
  metadata {
    name      = "viewer"
    namespace = "web"
  }

  rule {
    api_groups = [""]
    resources  = ["pods", "pods/log"]
    verbs      = ["get", "list", "watch"]
  }
}

resource "kubernetes_role_binding" "viewer" {
  metadata {
    name      = "viewer"
    namespace = "web"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Role"
    name      = kubernetes_role.viewer.metadata[0].name
  }

  subject {
    kind      = "ServiceAccount"
    name      = kubernetes_service_account.viewer.metadata[0].name
    namespace = "tools"
  }
}
