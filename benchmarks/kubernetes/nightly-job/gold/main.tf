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

resource "kubernetes_cron_job_v1" "cleanup" {
  metadata {
    name      = "cleanup"
    namespace = "batch"
  }

  spec {
    schedule                      = "15 1 * * *"
    concurrency_policy            = "Forbid"
    successful_jobs_history_limit = 3

    job_template {
      metadata {}

      spec {
        backoff_limit = 2

        template {
          metadata {}

          spec {
            restart_policy = "Never"

            container {
              name  = "cleanup"
              image = "registry.example.com/cleanup:0.9.1"
            }
          }
        }
      }
    }
  }
}
