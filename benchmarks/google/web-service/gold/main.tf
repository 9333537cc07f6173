terraform {
  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.0"
    }
  }
}

provider "google" {
  project = "acme-platform"
  region  = "europe-west1"
}

resource "google_service_account" "shop" {
  account_id   = "shop-run"
  display_name = "Runs the shop"
}

resource "google_cloud_run_v2_service" "shop" {
  name     = "shop"
  location = "europe-west1"

  template {
    service_account = google_service_account.shop.email

    scaling {
      min_instance_count = 1
      max_instance_count = 10
    }

    containers {
      image = "europe-docker.pkg.dev/acme-platform/web/shop:2.4.0"

      ports {
        container_port = 8080
      }

      resources {
        limits = {
          cpu    = "1"
          memory = "512Mi"
        }
      }
    }
  }
}

resource "google_cloud_run_v2_service_iam_member" "everybody" {
  name     = google_cloud_run_v2_service.shop.name
  location = google_cloud_run_v2_service.shop.location
  role     = "roles/run.invoker"
  member   = "allUsers"
}
